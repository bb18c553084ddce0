import { defineLoss } from "@surprisal/contract";
import { abs, sub } from "@surprisal/tensor";

/**
 * Absolute error, element by element: |prediction − target|. Its gradient where they are equal is 0.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @returns the shape of prediction, in [0, ∞].
 * @throws ShapeError where target does not fit prediction.
 * @example
 * absoluteError([1, 2], [0, 4]) // → [1, 2]
 * @also PyTorch: `torch.nn.functional.l1_loss`
 * @also Keras: `keras.losses.MeanAbsoluteError`
 * @also scikit-learn: `sklearn.metrics.mean_absolute_error`
 * @also TensorFlow.js: `tf.losses.absoluteDifference`
 */
export const absoluteError = defineLoss({
  name: "absoluteError",
  prediction: "real",
  target: "real",
  value: (prediction, target) => abs(sub(prediction, target)),
  traits: () => ({
    convex: true,
    bounded: false,
    leastAt: "target",
    lipschitz: 1,
    smoothness: false,
    differentiable: 0,
    optimalConstant: "median",
  }),
});
