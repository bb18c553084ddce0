import { div, matmul, moveAxis, type Tensor, type TensorLike } from "@surprisal/tensor";
import { norm } from "./norm.ts";

/**
 * The cosines of the angles between all rows of one matrix and all rows of another. 1e-12 is added to squared norms, as in
 * `cosineSimilarity`.
 *
 * @param a - `[N, D]`, real.
 * @param b - `[M, D]`, real.
 * @returns `[N, M]`, in [−1, 1].
 * @throws ShapeError where the widths of a and b differ.
 * @example
 * cosineSimilarities([[3, 4], [1, 0]], [[4, 3], [0, 2], [-1, 0]]) // → [[0.96, 0.8, -0.6], [0.8, 0, -1]]
 */
export const cosineSimilarities = (a: TensorLike, b: TensorLike): Tensor =>
  matmul(div(a, norm(a)), moveAxis(div(b, norm(b)), -1, -2));
