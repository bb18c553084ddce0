import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { decompose, logOfParts } from "./logarithm.ts";
import { polynomial } from "./polynomial.ts";
import { withSign } from "./signs.ts";

/**
 * ln(1 + x), with all digits near 0: −Infinity at −1, NaN below.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(log1p(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(1e-10) // → 1.000000e-10
 */
export function log1p(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const given = f.local(x);
  const sum = f.local(lanes.add(given, 1));
  // What the rounding of the sum has left out.
  const lost = lanes.select(
    lanes.gt(given, 1),
    lanes.sub(1, lanes.sub(sum, given)),
    lanes.sub(given, lanes.sub(sum, 1)),
  );
  const { k, fraction } = decompose(f, lanes, sum);
  const finite = logOfParts(f, lanes, k, fraction, lanes.div(lost, sum));
  const outside = lanes.select(lanes.eq(given, -1), -Infinity, NaN);
  return lanes.select(
    lanes.eq(given, Infinity),
    given,
    lanes.select(lanes.gt(given, -1), withSign(lanes, finite, given), outside),
  );
}

/** (2 atanh s − 2s)/s³ in s², for 0 ≤ s ≤ ⅓. */
const coefficients = {
  f32x4: [0.66666675, 0.39998952, 0.2861509, 0.21445455, 0.24238844],
  f64x2: [
    0.666666666666663, 0.40000000000158636, 0.2857142854776242, 0.2222222397218891, 0.18181743913282092,
    0.15386559070640268, 0.1330099503040506, 0.12105857950789646, 0.08341286755641796, 0.1701612221295615,
  ],
} as const;

/** (ln(1 + x) − x)/x², for x from 0 to 1, to 2⁻²⁷ of the logarithm: the first coefficient, and the others. */
const direct = {
  first: -0.4999993,
  rest: [0.33330464, -0.24958019, 0.19692102, -0.1534488, 0.10661128, -0.05745723, 0.020086242, -0.0032904686],
};

/**
 * ln(1 + x) for x from 0 to 1, in fewer steps; NaN stays.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - from 0 to 1.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(log1pOfUnit(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(1) // → 0.6931472
 */
export function log1pOfUnit(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const given = f.local(x);
  const square = f.local(lanes.mul(given, given));
  // Without the division. In float64 it would have 23 terms; not fused, `softplus` would be off by more than two units of the last place.
  if (lanes.name === "f32x4" && f.relaxed) {
    const rest = polynomial(f, lanes, given, direct.rest, square);
    return lanes.multiplyAdd(lanes.multiplyAdd(rest, given, direct.first), square, given);
  }
  const s = f.local(lanes.div(given, lanes.add(given, 2)));
  const z = f.local(lanes.mul(s, s));
  const halfSquare = f.local(lanes.mul(square, 0.5));
  const series = lanes.multiplyAdd(polynomial(f, lanes, z, coefficients[lanes.name]), z, halfSquare);
  return lanes.sub(given, lanes.negativeMultiplyAdd(s, series, halfSquare));
}
