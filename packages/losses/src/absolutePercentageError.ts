import { defineLoss } from "@surprisal/contract";
import { abs, div, maximum, mul, sub } from "@surprisal/tensor";

/**
 * Absolute percentage error, element by element: 100 · |prediction − target|/|target|.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @param epsilon - the least size of a target: smaller ones are divided by this. From 0; default 1e-7, as in Keras.
 * @returns the shape of prediction, in [0, ∞], per cent.
 * @throws ShapeError where target does not fit prediction; ParameterError for epsilon.
 * @example
 * absolutePercentageError([1.5, 5], [2, -5]) // → [25, 200]
 * @also Keras: `keras.losses.MeanAbsolutePercentageError`
 * @also scikit-learn: `sklearn.metrics.mean_absolute_percentage_error`
 */
export const absolutePercentageError = defineLoss({
  name: "absolutePercentageError",
  prediction: "real",
  target: "real",
  parameters: { epsilon: { default: 1e-7, domain: "[0, ∞)" } },
  value: (prediction, target, { epsilon }) =>
    mul(100, div(abs(sub(prediction, target)), epsilon === 0 ? abs(target) : maximum(abs(target), epsilon))),
  traits: ({ epsilon }) => ({
    convex: true,
    bounded: false,
    leastAt: "target",
    ...(epsilon > 0 && { lipschitz: 100 / epsilon }),
    smoothness: false,
    differentiable: 0,
  }),
});
