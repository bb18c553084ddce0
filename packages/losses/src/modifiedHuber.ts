import { defineLoss } from "@surprisal/contract";
import { less, mul, relu, square, sub, where } from "@surprisal/tensor";
import { clippedHalf } from "./clippedHalf.ts";

/**
 * Modified Huber loss: the squared hinge down to a margin (target · score) of −1, and from there on a straight line.
 *
 * @param scores - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), −1 or 1.
 * @returns the shape of scores, in [0, ∞].
 * @throws ShapeError where target does not fit scores; ParameterError for a target that is neither −1 nor 1.
 * @example
 * modifiedHuber([0.5, -2, 3], [1, 1, 1]) // → [0.25, 8, 0]
 * @see Zhang, "Solving Large Scale Linear Prediction Problems Using Stochastic Gradient Descent Algorithms", ICML 2004.
 * @also scikit-learn: `SGDClassifier(loss="modified_huber")`
 */
export const modifiedHuber = defineLoss({
  name: "modifiedHuber",
  prediction: "real",
  target: "sign",
  value: (scores, target) => {
    const margin = mul(scores, target);
    return where(less(margin, -1), mul(margin, -4), square(relu(sub(1, margin))));
  },
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: 4,
    smoothness: 2,
    differentiable: 1,
    symmetric: false,
    proper: clippedHalf,
    calibrated: true,
    optimalConstant: "mean",
  }),
});
