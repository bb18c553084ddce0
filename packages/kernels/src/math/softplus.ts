import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { exp } from "./exp.ts";
import { log1pOfUnit } from "./log1p.ts";
import { minusAbs } from "./signs.ts";

/**
 * ln(1 + eˣ).
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(softplus(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(1) // → 1.313262
 */
export function softplus(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const given = f.local(x);
  return lanes.add(lanes.pmax(given, 0), log1pOfUnit(f, lanes, exp(f, lanes, minusAbs(lanes, given))));
}

/**
 * ln(1 / (1 + e⁻ˣ)) = −softplus(−x).
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(logSigmoid(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(1) // → -0.3132617
 */
export function logSigmoid(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  return lanes.neg(softplus(f, lanes, lanes.neg(x)));
}
