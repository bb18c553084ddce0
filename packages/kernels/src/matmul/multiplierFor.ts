import { f32x4, f64x2 } from "../assembler/lanes.ts";
import { supports } from "../assembler/supports.ts";
import { MatrixMultiplier } from "./matrixMultiplier.ts";
import type { Floats } from "./matrixProduct.ts";

const multipliers = new Map<string, MatrixMultiplier>();

/** The multiplier for arrays of a type, made when it is first asked for. */
export function multiplierFor(unit: string, array: Floats, deterministic: boolean): MatrixMultiplier {
  if (!supports.simd) throw new Error(`${unit}: there is no WebAssembly, expected an engine and a page that allow it`);
  const lanes = array instanceof Float32Array ? f32x4 : f64x2;
  const relaxed = !deterministic && supports.relaxed;
  const key = `${lanes.name} ${relaxed}`;
  let multiplier = multipliers.get(key);
  if (multiplier === undefined) multipliers.set(key, (multiplier = new MatrixMultiplier(lanes, relaxed)));
  return multiplier;
}
