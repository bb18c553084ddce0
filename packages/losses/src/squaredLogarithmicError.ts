import { defineLoss } from "@surprisal/contract";
import { abs, add, composed, defineBinary, div, div0, less, log1p, neg, square, sub, where } from "@surprisal/tensor";

/** log(1 + x) − log(1 + y); where the two are close as one logarithm, since their difference would have no digits. */
const logarithmicDifference = defineBinary(
  "logarithmicDifference",
  composed(
    (x: number, y: number) => {
      const ratio = (x - y) / (1 + y);
      return Math.abs(ratio) < 0.5 ? Math.log1p(ratio) : Math.log1p(x) - Math.log1p(y);
    },
    (x, y) => {
      const ratio = div(sub(x, y), add(1, y));
      return where(less(abs(ratio), 0.5), log1p(ratio), sub(log1p(x), log1p(y)));
    },
  ),
  [(t, _, x) => div0(t, add(x, 1)), (t, _, __, y) => neg(div0(t, add(y, 1)))],
  { result: "float" },
);

/**
 * Squared logarithmic error, element by element: (log(1 + prediction) − log(1 + target))², for amounts over several orders of magnitude.
 *
 * @param prediction - any shape, from −1.
 * @param target - the same shape (or one that broadcasts to it), above −1.
 * @returns the shape of prediction, in [0, ∞]; NaN for a prediction below −1.
 * @throws ShapeError where target does not fit prediction.
 * @formula (\log(1 + \hat{y}) - \log(1 + y))^2
 * @example
 * squaredLogarithmicError([3, 1], [1, 1]) // → [0.4804530, 0]
 * @also Keras: `keras.losses.MeanSquaredLogarithmicError`
 * @also scikit-learn: `sklearn.metrics.mean_squared_log_error`
 */
export const squaredLogarithmicError = defineLoss({
  name: "squaredLogarithmicError",
  prediction: "real",
  target: "real",
  value: (prediction, target) => square(logarithmicDifference(prediction, target)),
  traits: () => ({ convex: false, bounded: false, leastAt: "target", differentiable: 2 }),
});
