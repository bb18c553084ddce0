import type { Lanes } from "../assembler/lanes.ts";
import { remembered } from "../remembered.ts";
import { matrixMultiplier, type Multiply } from "./matrixMultiplier.ts";

const multipliers = new Map<string, Multiply>();

/** The product of numbers of a type. */
export const multiplierFor = (lanes: Lanes, deterministic: boolean): Multiply =>
  remembered(multipliers, `${lanes.name} ${deterministic}`, () => matrixMultiplier(lanes, deterministic));
