import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Local, Value } from "../assembler/value.ts";
import { polynomial } from "./polynomial.ts";
import { powerOfTwo, reduce, shifter, type Reduced } from "./reduction.ts";

/** (eʳ − 1 − r)/r² on |r| ≤ ½ ln 2, to 2⁻²⁸ and 2⁻⁵⁷ of eʳ. */
const coefficients = {
  f32x4: [0.49999988, 0.16666518, 0.04166965, 0.008368947, 0.0013745326],
  f64x2: [
    0.5000000000000012, 0.16666666666666471, 0.04166666666651975, 0.008333333333458665, 0.0013888888945921057,
    0.00019841269581196487, 2.4801491030993337e-5, 2.755752164644174e-6, 2.763090755114223e-7, 2.5020074850572813e-8,
  ],
} as const;

/** Beyond these it is 0 and Infinity. */
const range = { f32x4: [-105, 89], f64x2: [-746, 710] } as const;

/** eʳ − 1 for |r| ≤ ½ ln 2; `first`, if given, stands for the r that the rest of the series is added to. */
export function seriesOfReduced(
  f: FunctionBuilder,
  lanes: Lanes,
  r: Local<"v128">,
  first: Value<"v128"> = r,
): Value<"v128"> {
  const square = f.local(lanes.mul(r, r));
  return lanes.multiplyAdd(polynomial(f, lanes, r, coefficients[lanes.name], square), square, first);
}

/** 2ᵏ in two factors: where 2ᵏ times something is subnormal or near overflow, it is no normal number. */
function factorsOf(f: FunctionBuilder, lanes: Lanes, k: Local<"v128">): readonly [Local<"v128">, Local<"v128">] {
  const half = f.local(lanes.multiplyAdd(k, 0.5, shifter(lanes)));
  const rest = lanes.sub(k, lanes.sub(half, shifter(lanes)));
  return [f.local(powerOfTwo(lanes, half)), f.local(powerOfTwo(lanes, lanes.add(rest, shifter(lanes))))];
}

/** 2ᵏ·eʳ for |r| ≤ ½ ln 2. */
export function scaledExp(f: FunctionBuilder, lanes: Lanes, { k, r }: Pick<Reduced, "k" | "r">): Value<"v128"> {
  const [first, second] = factorsOf(f, lanes, k);
  return lanes.mul(lanes.multiplyAdd(seriesOfReduced(f, lanes, r), first, first), second);
}

/**
 * eˣ.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(exp(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(1) // → 2.718282
 */
export function exp(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  return scaledExp(f, lanes, reduce(f, lanes, bounded(f, lanes, x)));
}

function bounded(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Local<"v128"> {
  const [lowest, highest] = range[lanes.name];
  // x first: NaN stays.
  return f.local(lanes.pmin(lanes.pmax(x, lowest), highest));
}

/**
 * eˣ for x ≤ 0, in fewer steps: exactly 0 below −87.7 (float64 −708.7), where it is about to become subnormal.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - at most 0.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(expNonPositive(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(-1) // → 0.3678794
 */
export function expNonPositive(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Value<"v128"> {
  const lowest = lanes.name === "f32x4" ? -88 : -709;
  const { r, shifted } = reduce(f, lanes, f.local(lanes.pmax(x, lowest)));
  const scale = f.local(powerOfTwo(lanes, shifted));
  return lanes.multiplyAdd(seriesOfReduced(f, lanes, r), scale, scale);
}
