import { runTasks } from "./runTasks.ts";
import { threadMain } from "./threadMain.ts";

// The script of a worker, for pages that take scripts from their server only.
threadMain(runTasks);
