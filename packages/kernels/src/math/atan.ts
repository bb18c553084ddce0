import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { polynomial } from "./polynomial.ts";
import { withSign } from "./signs.ts";

/** (atan t − t)/t³ in t², for |t| ≤ tan π/8. */
const coefficients = {
  f32x4: [-0.33333313, 0.19998388, -0.14242193, 0.105850525, -0.060580865],
  f64x2: [
    -0.33333333333333187, 0.19999999999951087, -0.1428571427997442, 0.11111110773373047, -0.09090897489469017,
    0.07692055746043196, -0.06663056030878345, 0.058475566267457674, -0.05037869197686522, 0.03802947158611575,
    -0.017870098782875134,
  ],
} as const;

/** π/4 and π/2 less what their rounding adds. */
const rounding = {
  f32x4: [-2.1855695e-8, -4.371139e-8],
  f64x2: [3.061616997868383e-17, 6.123233995736766e-17],
} as const;

/**
 * The inverse tangent.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(atan(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(1) // → 0.7853982
 */
export function atan(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const given = f.local(x);
  const size = f.local(lanes.abs(given));
  const middle = f.local(lanes.gt(size, Math.tan(Math.PI / 8)));
  const large = f.local(lanes.gt(size, Math.tan((3 * Math.PI) / 8)));
  // atan x = π/4 + atan((x − 1)/(x + 1)) = π/2 − atan(1/x).
  const choose = (whenSmall: Value<"v128">, whenMiddle: Value<"v128">, whenLarge: Value<"v128">): Value<"v128"> =>
    lanes.select(large, whenLarge, lanes.select(middle, whenMiddle, whenSmall));
  const zero = lanes.splat(0);
  const above = choose(size, lanes.sub(size, 1), lanes.splat(-1));
  const t = f.local(lanes.div(above, choose(lanes.splat(1), lanes.add(size, 1), size)));
  const square = f.local(lanes.mul(t, t));
  const [quarter, half] = rounding[lanes.name];
  const series = lanes.mul(lanes.mul(square, t), polynomial(f, lanes, square, coefficients[lanes.name]));
  const rest = lanes.add(series, choose(zero, lanes.splat(quarter), lanes.splat(half)));
  const start = choose(zero, lanes.splat(Math.PI / 4), lanes.splat(Math.PI / 2));
  return withSign(lanes, lanes.add(start, lanes.add(t, rest)), given);
}
