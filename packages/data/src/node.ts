export { readTable } from "./node/readTable.ts";
export type { ReadTableOptions } from "./node/readTable.ts";
export { readTextFile } from "./node/readTextFile.ts";
export type { ReadTextFileOptions } from "./node/readTextFile.ts";
export { writeWhole } from "./node/writeWhole.ts";
