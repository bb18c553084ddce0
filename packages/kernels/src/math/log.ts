import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { decomposeAny, logOfParts } from "./logarithm.ts";

/**
 * ln x: −Infinity at 0, NaN below.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(log(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(2) // → 0.6931472
 */
export function log(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const given = f.local(x);
  const { k, fraction } = decomposeAny(f, lanes, given);
  const finite = logOfParts(f, lanes, k, fraction);
  const outside = lanes.select(lanes.eq(given, 0), -Infinity, NaN);
  return lanes.select(lanes.eq(given, Infinity), given, lanes.select(lanes.gt(given, 0), finite, outside));
}
