import type { Floats } from "../floats.ts";
import { max, min } from "./extremes.ts";
import { reduce, type Reduction } from "./reduction.ts";

const ofSum: Reduction = {
  name: "sum",
  isSum: true,
  include: ({ add }, total, x) => add(total, x),
  padding: 0,
};

const ofDot: Reduction = {
  name: "dot",
  isSum: true,
  include: ({ multiplyAdd }, total, x, y) => multiplyAdd(x, y, total),
  // Products of float32 are exact in float64: there is one rounding, fused or not.
  fuses: ({ bytes }) => bytes === 4,
  padding: 0,
};

/**
 * The sum of an array, in float64: 4096 numbers at a time, and such sums in order. The same bits on every machine and any number of threads.
 *
 * @param x - any numbers; NaN where one is.
 * @returns the sum; 0 of none.
 * @throws TypeError for what is neither a Float32Array nor a Float64Array; an Error where the page or engine has no WebAssembly (`supports.simd`).
 * @example
 * sum(Float32Array.of(0.5, 2, 3)) // → 5.5
 */
export function sum(x: Floats): number {
  return reduce(ofSum, "sum", { x });
}

/**
 * The sum of the products of two arrays, in float64, as `sum` adds up. Products of float32 are exact.
 *
 * @param x - any numbers.
 * @param y - as many, of the same type.
 * @returns Σ xᵢyᵢ; 0 of none, NaN where a number is.
 * @throws TypeError and Error as `sum`, RangeError where the lengths differ.
 * @example
 * dot(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)) // → 32
 */
export function dot(x: Floats, y: Floats): number {
  return reduce(ofDot, "dot", { x, y });
}

/**
 * The root of the sum of squares.
 *
 * @param x - any numbers.
 * @returns √Σxᵢ², right also where squares overflow or vanish; NaN where a number is.
 * @throws TypeError and Error as `sum`.
 * @example
 * norm(Float32Array.of(3, 4)) // → 5
 * norm(Float64Array.of(3e200, 4e200)) // → 5e200
 */
export function norm(x: Floats): number {
  const squares = reduce(ofDot, "norm", { x, y: x });
  // A sum outside of these bounds may have lost what was above or below the range of numbers.
  if (squares > 1e-280 && squares < 1e300) return Math.sqrt(squares);
  const largest = Math.max(max(x), -min(x));
  if (largest === 0 || !Number.isFinite(largest)) return x.length === 0 ? 0 : largest;
  return largest * norm(Float64Array.from(x, (each) => each / largest));
}
