import { defineLoss } from "@surprisal/contract";
import { defineUnary, mul0, sub, tanh } from "@surprisal/tensor";

/** log cosh x; near 0 as log(1 + 2 sinh²(x/2)), where |x| − log 2 would leave no digits. */
const logHyperbolicCosine = defineUnary(
  "logHyperbolicCosine",
  (x) => {
    const size = Math.abs(x);
    return size < 1 ? Math.log1p(2 * Math.sinh(x / 2) ** 2) : size + (Math.log1p(Math.exp(-2 * size)) - Math.LN2);
  },
  (t, _, x) => mul0(tanh(x), t),
);

/**
 * Log-cosh: log cosh(prediction − target), half the squared error where they are close and the absolute error less log 2 far away.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @returns the shape of prediction, in [0, ∞].
 * @throws ShapeError where target does not fit prediction.
 * @example
 * logCosh([0, 1, -100], [0, 0, 0]) // → [0, 0.4337808, 99.30685]
 */
export const logCosh = defineLoss({
  name: "logCosh",
  prediction: "real",
  target: "real",
  value: (prediction, target) => logHyperbolicCosine(sub(prediction, target)),
  traits: () => ({ convex: true, bounded: false, lipschitz: 1, smoothness: 1 }),
});
