import { div, mul, reshape, sum, type Tensor, type TensorLike } from "@surprisal/tensor";
import { norm } from "./norm.ts";

/**
 * The cosine of the angle between vectors, row by row. 1e-12 is added to squared norms, as in PyTorch's cosine embedding loss: with a
 * vector of zeros the cosine is 0.
 *
 * @param a - `[… D]`, real.
 * @param b - the same shape, or one that broadcasts with it.
 * @returns `[…]`, in [−1, 1].
 * @throws ShapeError where a and b do not broadcast.
 * @example
 * cosineSimilarity([[3, 4], [1, 0]], [[4, 3], [0, 2]]) // → [0.96, 0]
 */
export function cosineSimilarity(a: TensorLike, b: TensorLike): Tensor {
  const cosines = div(sum(mul(a, b), { axis: -1, keepDims: true }), mul(norm(a), norm(b)));
  return reshape(cosines, cosines.shape.slice(0, -1));
}
