import type { GoldenFunction } from "./functions/calls.ts";
import { core } from "./functions/core.ts";
import { scores } from "./functions/scores.ts";

/** The functions of the files that exist here, under the files' names. */
export const functions: ReadonlyMap<string, GoldenFunction> = new Map([...core, ...scores]);
