import type { OpUnit } from "../../src/index.ts";
import { arithmetic } from "./arithmetic.ts";
import { functions } from "./functions.ts";
import { places } from "./places.ts";
import { rows } from "./rows.ts";

/** Every op that the tensor package exports, with the inputs and the reference that its laws take. */
export const table: Readonly<Record<string, readonly OpUnit[]>> = { ...arithmetic, ...functions, ...rows, ...places };
