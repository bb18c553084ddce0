import type { Floats } from "../floats.ts";
import { reduce, type Reduction } from "./reduction.ts";

const ofMax: Reduction = {
  name: "max",
  isSum: false,
  include: ({ max }, total, x) => max(total, x),
  padding: -Infinity,
};

/** The least number is the largest of all with their signs turned, turned back. */
const ofMin: Reduction = {
  name: "min",
  isSum: false,
  include: ({ max, neg }, total, x) => max(total, neg(x)),
  padding: Infinity,
};

/**
 * The largest number of an array, as Math.max has it: 0 is more than −0.
 *
 * @param x - any numbers.
 * @returns the largest one; NaN where one is, −Infinity of none.
 * @throws TypeError for what is neither a Float32Array nor a Float64Array; an Error where the page or engine has no WebAssembly (`supports.simd`).
 * @example
 * max(Float32Array.of(2, -7, 5)) // → 5
 */
export function max(x: Floats): number {
  return reduce(ofMax, "max", { x });
}

/**
 * The least number of an array, as Math.min has it.
 *
 * @param x - any numbers.
 * @returns the least one; NaN where one is, Infinity of none.
 * @throws TypeError and Error as `max`.
 * @example
 * min(Float64Array.of(2, -7, 5)) // → -7
 */
export function min(x: Floats): number {
  return -reduce(ofMin, "min", { x });
}
