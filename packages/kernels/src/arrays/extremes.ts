import type { Value } from "../assembler/value.ts";
import { type Floats, lanesOf } from "./floats.ts";
import { reduce, type Reduction } from "./reduction.ts";

type Vector = Value<"v128">;

/** The least number is the largest of all with their signs turned, turned back. */
function largest(name: string, padding: number): Reduction {
  return {
    name,
    arity: 1,
    isInDouble: false,
    include: (lanes, total, [x]) => lanes.max(total, name === "min" ? lanes.neg(x as Vector) : (x as Vector)),
    combine: (lanes, a, b) => lanes.max(a, b),
    start: -Infinity,
    padding,
    across: (lanes, total) => lanes.maximum(total),
    join: (a, b) => Math.max(a, b),
  };
}

const maxReduction = largest("max", -Infinity);
const minReduction = largest("min", Infinity);

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
  return reduce(maxReduction, lanesOf("max", { x }), [x]);
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
  return -reduce(minReduction, lanesOf("min", { x }), [x]);
}
