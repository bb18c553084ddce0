import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { exp } from "./exp.ts";
import { minusAbs } from "./signs.ts";

/**
 * 1 / (1 + e⁻ˣ), with all digits in both tails.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(sigmoid(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(2) // → 0.8807971
 */
export function sigmoid(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const given = f.local(x);
  const e = f.local(exp(f, lanes, minusAbs(lanes, given)));
  const share = lanes.div(e, lanes.add(e, 1));
  // Of 1 or e at most half is taken away: the roundings of the share count half. Divided by the sum at once, theirs would add up to 2.4 units.
  const base = f.local(lanes.select(lanes.ge(given, 0), 1, e));
  return lanes.negativeMultiplyAdd(base, share, base);
}
