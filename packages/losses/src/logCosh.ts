import { defineLoss } from "@surprisal/contract";
import {
  abs,
  add,
  composed,
  defineUnary,
  div,
  exp,
  expm1,
  less,
  log1p,
  mul,
  mul0,
  square,
  sub,
  tanh,
  where,
} from "@surprisal/tensor";

/** log cosh x; near 0 as log(1 + 2 sinh²(x/2)), where |x| − log 2 would leave no digits. */
const logHyperbolicCosine = defineUnary(
  "logHyperbolicCosine",
  composed(
    (x: number) => {
      const size = Math.abs(x);
      return size < 1 ? Math.log1p(2 * Math.sinh(x / 2) ** 2) : size + (Math.log1p(Math.exp(-2 * size)) - Math.LN2);
    },
    (x) => {
      const size = abs(x);
      // 2 sinh²(x/2) = e²/(2(1 + e)) for e = exp |x| − 1.
      const e = expm1(size);
      const near = log1p(div(square(e), mul(2, add(1, e))));
      return where(less(size, 1), near, add(size, sub(log1p(exp(mul(-2, size))), Math.LN2)));
    },
  ),
  (t, _, x) => mul0(tanh(x), t),
);

/**
 * Log-cosh: log cosh(prediction − target), half the squared error where they are close and the absolute error less log 2 far away.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @returns the shape of prediction, in [0, ∞].
 * @throws ShapeError where target does not fit prediction.
 * @formula \log(\cosh(\hat{y} - y))
 * @example
 * logCosh([0, 1, -100], [0, 0, 0]) // → [0, 0.4337808, 99.30685]
 * @also optax: `optax.losses.log_cosh`
 * @also Keras: `keras.losses.LogCosh`
 */
export const logCosh = defineLoss({
  name: "logCosh",
  prediction: "real",
  target: "real",
  value: (prediction, target) => logHyperbolicCosine(sub(prediction, target)),
  traits: () => ({ convex: true, bounded: false, leastAt: "target", lipschitz: 1, smoothness: 1, differentiable: 2 }),
});
