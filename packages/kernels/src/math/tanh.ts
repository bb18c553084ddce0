import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { exp } from "./exp.ts";
import { polynomial } from "./polynomial.ts";
import { withSign } from "./signs.ts";

/** (tanh x − x)/x³ in x², for |x| ≤ 0.55. */
const coefficients = {
  f32x4: [-0.33333316, 0.13332555, -0.053849414, 0.021060897, -0.0062601934],
  f64x2: [
    -0.333333333333333, 0.13333333333326558, -0.05396825396371866, 0.02186948838458437, -0.008863232580109766,
    0.0035920918133519448, -0.0014555414495931898, 0.0005884387766262006, -0.00023336716608935676, 8.32960249764263e-5,
    -1.9482223530561022e-5,
  ],
} as const;

/**
 * The hyperbolic tangent.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(tanh(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(1) // → 0.7615942
 */
export function tanh(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const given = f.local(x);
  const size = f.local(lanes.abs(given));
  const square = f.local(lanes.mul(size, size));
  const inner = lanes.multiplyAdd(
    lanes.mul(size, square),
    polynomial(f, lanes, square, coefficients[lanes.name]),
    size,
  );
  // At most ½ is taken from 1 here: its rounding counts half.
  const outer = lanes.sub(1, lanes.div(2, lanes.add(exp(f, lanes, lanes.add(size, size)), 1)));
  return withSign(lanes, lanes.select(lanes.lt(size, 0.55), inner, outer), given);
}
