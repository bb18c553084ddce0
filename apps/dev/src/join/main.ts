import { joinEntries } from "./joinEntries.ts";

// A part of each package's build, in its folder, after tsc.
await joinEntries(process.cwd());
