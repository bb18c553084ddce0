import type { Lanes } from "../assembler/lanes.ts";
import { supports } from "../assembler/supports.ts";
import { remembered } from "../remembered.ts";
import { MatrixMultiplier } from "./matrixMultiplier.ts";

const multipliers = new Map<string, MatrixMultiplier>();

/** The multiplier for numbers of a type. */
export function multiplierFor(lanes: Lanes, deterministic: boolean): MatrixMultiplier {
  const relaxed = !deterministic && supports.relaxed;
  return remembered(multipliers, `${lanes.name} ${relaxed}`, () => new MatrixMultiplier(lanes, relaxed));
}
