import { onePerType } from "../onePerType.ts";
import { MatrixMultiplier } from "./matrixMultiplier.ts";

/** The multiplier for arrays of a type. */
export const multiplierFor = onePerType((lanes, relaxed) => new MatrixMultiplier(lanes, relaxed));
