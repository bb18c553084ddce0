import { threadMain } from "./threadMain.ts";

// The script of a worker, for pages that take scripts from their server only.
threadMain();
