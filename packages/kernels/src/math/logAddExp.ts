import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { exp } from "./exp.ts";
import { log1pOfUnit } from "./log1p.ts";
import { minusAbs } from "./signs.ts";

/**
 * ln(eᵃ + eᵇ), without overflow.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param a - any.
 * @param b - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64", "f64"], result: "f64", export: true }, (f, x, y) => {
 *   f.return(f64x2.extract(logAddExp(f, f64x2, f64x2.splat(x), f64x2.splat(y)), 0));
 * })
 * module.instantiate().f(1, 1) // → 1.693147
 */
export function logAddExp(f: FunctionBuilder, lanes: Lanes, a: Value<"v128">, b: Value<"v128">): Value<"v128"> {
  const [first, second] = [f.local(a), f.local(b)];
  const larger = f.local(lanes.max(first, second));
  const rest = log1pOfUnit(f, lanes, exp(f, lanes, minusAbs(lanes, lanes.sub(first, second))));
  // Where the larger one is infinite (or NaN), it is the result: ∞ − ∞ is not asked.
  return lanes.select(lanes.lt(lanes.abs(larger), Infinity), lanes.add(larger, rest), larger);
}
