import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { polynomial } from "./polynomial.ts";
import { lostIn, powerOfTwo, reduce } from "./reduction.ts";
import { withSign } from "./signs.ts";

/** (eʳ − 1 − r)/r² on |r| ≤ ½ ln 2, to 2⁻³¹ and 2⁻⁶¹ of eʳ − 1. */
const coefficients = {
  f32x4: [0.5, 0.16666666, 0.041666478, 0.0083335675, 0.001393369, 0.00019742441],
  f64x2: [
    0.5, 0.16666666666666677, 0.0416666666666666, 0.008333333333321468, 0.0013888888888928326, 0.0001984126988646235,
    2.4801587227576575e-5, 2.755724392383305e-6, 2.7557361928014977e-7, 2.5109122929206796e-8, 2.0886594362820896e-9,
  ],
} as const;

/** Beyond these it is −1 and Infinity. */
const range = { f32x4: [-30, 89], f64x2: [-50, 710] } as const;

/**
 * eˣ − 1, with all digits near 0.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(expm1(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(1e-10) // → 1.000000e-10
 */
export function expm1(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const [lowest, highest] = range[lanes.name];
  const given = f.local(x);
  const reduced = reduce(f, lanes, f.local(lanes.pmin(lanes.pmax(given, lowest), highest)));
  const { k, r, shifted } = reduced;
  const square = f.local(lanes.mul(r, r));
  const series = polynomial(f, lanes, r, coefficients[lanes.name], square);
  const rest = f.local(lanes.multiplyAdd(series, square, lostIn(lanes, reduced)));
  // Half of 2ᵏ(1 + r + rest) − 1: 2ᵏ alone overflows before the result does.
  const scale = f.local(powerOfTwo(lanes, lanes.sub(shifted, 1)));
  const half = f.local(lanes.multiplyAdd(scale, rest, lanes.multiplyAdd(scale, r, lanes.sub(scale, 0.5))));
  return withSign(lanes, lanes.select(lanes.eq(k, 0), lanes.add(r, rest), lanes.add(half, half)), given);
}
