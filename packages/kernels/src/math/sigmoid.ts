import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { expInParts } from "./exp.ts";
import { minusAbs } from "./signs.ts";

/**
 * 1 / (1 + e⁻ˣ): never 1 − another number, so that both tails keep their digits.
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
  const { high, low } = expInParts(f, lanes, minusAbs(lanes, given));
  const positive = f.local(lanes.ge(given, 0));
  const sum = f.local(lanes.add(high, 1));
  const quotient = f.local(lanes.div(lanes.select(positive, 1, high), sum));
  // Three roundings are too many: what those of numerator and sum have left out is put back, over a rough 1/sum.
  const lost = lanes.add(lanes.sub(high, lanes.sub(sum, 1)), low);
  const correction = lanes.negativeMultiplyAdd(quotient, lost, lanes.select(positive, 0, low));
  return lanes.multiplyAdd(correction, lanes.negativeMultiplyAdd(sum, 0.5, 1.457), quotient);
}
