import { defineLoss } from "@surprisal/contract";
import { abs, less, mul, square, sub, where } from "@surprisal/tensor";

/**
 * Huber loss: half the squared error up to δ, and from there on a straight line, so that outliers count less.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @param delta - above 0: where the line begins, and its slope. Default 1.
 * @returns the shape of prediction, in [0, ∞].
 * @throws ShapeError where target does not fit prediction; ParameterError for delta.
 * @example
 * huber.with({ delta: 2 })([1, 5], [0, 0]) // → [0.5, 8]
 * @see Huber, "Robust Estimation of a Location Parameter", Annals of Mathematical Statistics 35 (1964).
 * @also PyTorch: `torch.nn.functional.huber_loss`
 * @also optax: `optax.losses.huber_loss`
 * @also Keras: `keras.losses.Huber`
 * @also scikit-learn: `SGDRegressor(loss="huber")`
 * @also TensorFlow.js: `tf.losses.huberLoss`
 */
export const huber = defineLoss({
  name: "huber",
  prediction: "real",
  target: "real",
  parameters: { delta: { default: 1, domain: "(0, ∞)" } },
  value: (prediction, target, { delta }) => {
    const difference = sub(prediction, target);
    const size = abs(difference);
    return where(less(size, delta), mul(square(difference), 0.5), mul(sub(size, delta / 2), delta));
  },
  traits: ({ delta }) => ({
    convex: true,
    bounded: false,
    leastAt: "target",
    lipschitz: delta,
    smoothness: 1,
    differentiable: 1,
    limits: [{ at: { delta: Infinity }, is: "squaredError", times: 0.5 }],
  }),
});
