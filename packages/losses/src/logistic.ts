import { defineLoss } from "@surprisal/contract";
import { mul, neg, softplus } from "@surprisal/tensor";

/**
 * Logistic loss (soft margin loss): log(1 + exp(−margin)) with the margin target · score. It is binary cross-entropy for targets −1 and 1.
 *
 * @param scores - any shape, real: logits.
 * @param target - the same shape (or one that broadcasts to it), −1 or 1.
 * @returns the shape of scores, in [0, ∞], nats.
 * @throws ShapeError where target does not fit scores; ParameterError for a target that is neither −1 nor 1.
 * @example
 * logistic([0.5, -2, -750], [1, 1, 1]) // → [0.474077, 2.126928, 750]
 * @also PyTorch: `torch.nn.functional.soft_margin_loss`
 * @also scikit-learn: `SGDClassifier(loss="log_loss")`
 */
export const logistic = defineLoss({
  name: "logistic",
  prediction: "real",
  target: "sign",
  value: (scores, target) => softplus(neg(mul(scores, target))),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: 1,
    smoothness: 1 / 4,
    differentiable: 2,
    symmetric: false,
    proper: "sigmoid",
    calibrated: true,
    optimalConstant: "logit",
  }),
});
