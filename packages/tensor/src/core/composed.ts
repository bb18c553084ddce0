import type { Tensor } from "./tensor.ts";

type Composition = (...operands: Tensor[]) => Tensor;

const known = new WeakMap<object, Composition>();

/**
 * A function of numbers, for an op of its own, together with the same in other ops: targets that cannot call it, as a shader, compile those.
 *
 * @param compute - from numbers to one.
 * @param inOps - the same of tensors.
 * @returns compute.
 * @example
 * const shrink = composed((x) => x / (1 + Math.abs(x)), (x) => div(x, add(1, abs(x))))
 * shrink(-3) // → -0.75
 */
export function composed<F extends (...elements: number[]) => number>(compute: F, inOps: Composition): F {
  known.set(compute, inOps);
  return compute;
}

/** What `composed` was told of a function; undefined where it was not. */
export const compositionOf = (compute: object | undefined): Composition | undefined => compute && known.get(compute);
