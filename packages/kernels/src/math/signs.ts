import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { v128 } from "../assembler/vectors.ts";

/** The sign bit of x on a number that is positive, or has that sign already. */
export const withSign = (lanes: Lanes, size: Value<"v128">, x: Value<"v128">): Value<"v128"> =>
  v128.or(size, v128.and(x, lanes.splat(-0)));

/** −|x|: the sign bit is set. */
export const minusAbs = (lanes: Lanes, x: Value<"v128">): Value<"v128"> => v128.or(x, lanes.splat(-0));

/**
 * −1, 0 or 1; 0, −0 and NaN stay what they are.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(sign(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(-3) // → -1
 */
export function sign(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const given = f.local(x);
  return lanes.select(lanes.gt(lanes.abs(given), 0), withSign(lanes, lanes.splat(1), given), given);
}
