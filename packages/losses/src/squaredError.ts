import { defineLoss } from "@surprisal/contract";
import { square, sub } from "@surprisal/tensor";

/**
 * Squared error, element by element: (prediction − target)², without a factor of ½.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @returns the shape of prediction, in [0, ∞].
 * @throws ShapeError where target does not fit prediction.
 * @example
 * squaredError([1, 2], [1, 4]) // → [0, 4]
 * squaredError.mean([1, 2], [1, 4]).item() // → 2
 * @also PyTorch: `torch.nn.functional.mse_loss`
 * @also optax: `optax.losses.squared_error`
 * @also Keras: `keras.losses.MeanSquaredError`
 * @also scikit-learn: `sklearn.metrics.mean_squared_error`
 * @also TensorFlow.js: `tf.losses.meanSquaredError`
 */
export const squaredError = defineLoss({
  name: "squaredError",
  prediction: "real",
  target: "real",
  value: (prediction, target) => square(sub(prediction, target)),
  traits: () => ({
    convex: true,
    bounded: false,
    leastAt: "target",
    lipschitz: false,
    smoothness: 2,
    differentiable: 2,
    optimalConstant: "mean",
  }),
});
