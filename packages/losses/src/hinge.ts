import { defineLoss } from "@surprisal/contract";
import { mul, relu, sub } from "@surprisal/tensor";

/**
 * Hinge loss of support vector machines: what the margin, target · score, lacks to 1. Its gradient at the hinge is 0.
 *
 * @param scores - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), −1 or 1.
 * @returns the shape of scores, in [0, ∞].
 * @throws ShapeError where target does not fit scores; ParameterError for a target that is neither −1 nor 1.
 * @example
 * hinge([0.5, -2, 3], [1, 1, 1]) // → [0.5, 3, 0]
 * @see Cortes & Vapnik, "Support-Vector Networks", Machine Learning 20 (1995).
 * @also optax: `optax.losses.hinge_loss`
 * @also Keras: `keras.losses.Hinge`
 * @also scikit-learn: `SGDClassifier(loss="hinge")`
 * @also TensorFlow.js: `tf.losses.hingeLoss`
 */
export const hinge = defineLoss({
  name: "hinge",
  prediction: "real",
  target: "sign",
  value: (scores, target) => relu(sub(1, mul(scores, target))),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: 1,
    smoothness: false,
    differentiable: 0,
    symmetric: false,
    proper: false,
    calibrated: true,
    optimalConstant: "median",
  }),
});
