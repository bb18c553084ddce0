import { defineLoss } from "@surprisal/contract";
import { mul, relu, square, sub } from "@surprisal/tensor";
import { clippedHalf } from "./clippedHalf.ts";

/**
 * Squared hinge loss: the square of what the margin, target · score, lacks to 1.
 *
 * @param scores - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), −1 or 1.
 * @returns the shape of scores, in [0, ∞].
 * @throws ShapeError where target does not fit scores; ParameterError for a target that is neither −1 nor 1.
 * @example
 * squaredHinge([0.5, -2, 3], [1, 1, 1]) // → [0.25, 9, 0]
 * @also Keras: `keras.losses.SquaredHinge`
 * @also scikit-learn: `SGDClassifier(loss="squared_hinge")`
 */
export const squaredHinge = defineLoss({
  name: "squaredHinge",
  prediction: "real",
  target: "sign",
  value: (scores, target) => square(relu(sub(1, mul(scores, target)))),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: false,
    smoothness: 2,
    differentiable: 1,
    symmetric: false,
    proper: clippedHalf,
    calibrated: true,
    optimalConstant: "mean",
  }),
});
