import { defineLoss } from "@surprisal/contract";
import {
  abs,
  div,
  max,
  mul,
  neg,
  notEqual,
  sqrt,
  square,
  stopGradient,
  sum,
  type Tensor,
  where,
} from "@surprisal/tensor";

/** Rows of length 1; a row of zeros stays one, without a derivative. */
function normalized(rows: Tensor): Tensor {
  // Divided by its largest entry first, so that no square overflows; the result does not depend on it.
  const largest = stopGradient(max(abs(rows), { axis: -1, keepDims: true }));
  const something = notEqual(largest, 0);
  const scaled = where(something, div(rows, where(something, largest, 1)), 0);
  const length = sqrt(where(something, sum(square(scaled), { axis: -1, keepDims: true }), 1));
  return div(scaled, length);
}

/**
 * Negative cosine similarity of rows: −1 where prediction and target point the same way, 0 where they are at right angles.
 *
 * @param prediction - `[… C]`, real.
 * @param target - `[… C]`, real.
 * @returns `[…]`, in [−1, 1]; 0, with gradient 0, where a row is zero.
 * @throws ShapeError where target does not fit prediction.
 * @formula -\frac{\sum_k \hat{y}_k y_k}{\sqrt{\sum_k \hat{y}_k^2} \sqrt{\sum_k y_k^2}}
 * @example
 * negativeCosineSimilarity([[1, 2], [0, 0]], [[2, 1], [1, 0]]) // → [-0.8, 0]
 * @also Keras: `keras.losses.CosineSimilarity`
 */
export const negativeCosineSimilarity = defineLoss({
  name: "negativeCosineSimilarity",
  prediction: "real",
  target: "row",
  value: (prediction, target) => neg(sum(mul(normalized(prediction), normalized(target)), { axis: -1 })),
  traits: () => ({ convex: false, bounded: 1 }),
});
