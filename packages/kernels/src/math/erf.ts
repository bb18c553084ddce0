import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { exp } from "./exp.ts";
import { polynomial } from "./polynomial.ts";
import { withSign } from "./signs.ts";

/** erf(x)/x − 1 in x², for |x| ≤ 1. */
const inner = {
  f32x4: [0.12837917, -0.37612626, 0.112835824, -0.026853643, 0.0051879627, -0.0008006793, 7.842288e-5],
  f64x2: [
    0.12837916709551256, -0.37612638903183454, 0.11283791670942442, -0.02686617064289931, 0.005223977604689966,
    -0.0008548325870703971, 0.00012055292035174393, -1.4924685750072198e-5, 1.6446833684025832e-6,
    -1.6204216644959769e-7, 1.370256913134439e-8, -7.764805895007783e-10,
  ],
} as const;

/** exp(x²)·erfc(x)/t in t = 1/(x + 2), for x from 1 to 4 and to 6, where erf rounds to 1. */
const outer = {
  f32x4: [0.5507806, 1.3718189, 0.22114632, 8.93048, -6.531286],
  f64x2: [
    0.5642366905597644, 1.1261553417755155, 2.0226307829585473, 2.1969772203318865, 8.114507608940938,
    -33.4835828554881, 137.14863055160188, -455.607723146571, 904.9875945784579, -1054.7109448875922, 682.9474304972116,
    -192.44647623704552,
  ],
} as const;

/**
 * The error function.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(erf(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(1) // → 0.8427008
 */
export function erf(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const given = f.local(x);
  const size = f.local(lanes.pmin(lanes.abs(given), lanes.name === "f32x4" ? 4 : 6));
  const square = f.local(lanes.mul(size, size));
  const small = lanes.multiplyAdd(polynomial(f, lanes, square, inner[lanes.name]), size, size);
  const t = f.local(lanes.div(1, lanes.add(size, 2)));
  const decay = f.local(exp(f, lanes, lanes.neg(square)));
  const large = lanes.sub(1, lanes.mul(lanes.mul(decay, t), polynomial(f, lanes, t, outer[lanes.name])));
  return withSign(lanes, lanes.select(lanes.lt(size, 1), small, large), given);
}
