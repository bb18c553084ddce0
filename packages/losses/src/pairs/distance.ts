import { checkNames, ParameterError } from "@surprisal/contract";
import { abs, add, guardedPower, sqrt, square, sub, sum, type Tensor, type TensorLike } from "@surprisal/tensor";

export interface DistanceOptions {
  /** The exponent of the norm, from 1. Default 2, the Euclidean distance. */
  readonly p?: number;
  /** Added to every difference, so that the distance of equal vectors has a gradient. Default 1e-6, as in PyTorch. */
  readonly epsilon?: number;
}

/**
 * The distance between vectors, row by row: (Σ |a − b + ε|ᵖ)^(1/p).
 *
 * @param a - `[… D]`, real.
 * @param b - the same shape, or one that broadcasts with it.
 * @param options - `p`, from 1, default 2; `epsilon`, default 1e-6.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where a and b do not broadcast; ParameterError for p below 1.
 * @example
 * distance([[1, 2], [0, 0]], [[4, -2], [0, 0]], { epsilon: 0 }) // → [5, 0]
 * distance([[1, 2]], [[4, -2]], { p: 1, epsilon: 0 }) // → [7]
 */
export function distance(a: TensorLike, b: TensorLike, options: DistanceOptions = {}): Tensor {
  checkNames("distance", "option", options, ["p", "epsilon"]);
  const { p = 2, epsilon = 1e-6 } = options;
  if (!Number.isFinite(epsilon)) throw new ParameterError(`distance: epsilon is ${epsilon}, expected a finite number`);
  if (!(p >= 1)) throw new ParameterError(`distance: p is ${p}, expected [1, ∞)`);
  const difference = add(sub(a, b), epsilon);
  if (p === 2) return sqrt(sum(square(difference), { axis: -1 }));
  return guardedPower(sum(guardedPower(abs(difference), p), { axis: -1 }), 1 / p);
}
