import { defineLoss } from "@surprisal/contract";
import { exp, mul, neg, sigmoid } from "@surprisal/tensor";

/**
 * Exponential loss of AdaBoost: exp(−margin), with the margin target · score.
 *
 * @param scores - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), −1 or 1.
 * @returns the shape of scores, in [0, ∞].
 * @throws ShapeError where target does not fit scores; ParameterError for a target that is neither −1 nor 1.
 * @example
 * exponential([0.5, -2], [1, 1]) // → [0.606531, 7.389056]
 * @see Friedman, Hastie & Tibshirani, "Additive Logistic Regression: A Statistical View of Boosting", Annals of Statistics 28 (2000).
 * @also scikit-learn: `GradientBoostingClassifier(loss="exponential")`
 */
export const exponential = defineLoss({
  name: "exponential",
  prediction: "real",
  target: "sign",
  value: (scores, target) => exp(neg(mul(scores, target))),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: false,
    smoothness: false,
    differentiable: 2,
    symmetric: false,
    proper: { formula: "sigmoid(2f)", probability: (scores) => sigmoid(mul(2, scores)) },
    calibrated: true,
    optimalConstant: "halfLogit",
  }),
});
