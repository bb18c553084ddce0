import { defineLoss } from "@surprisal/contract";
import { add, exp, logSoftmax, mul0, neg, pick, sum } from "@surprisal/tensor";

/**
 * Soft bootstrapping: cross-entropy against a mixture of the label and the prediction itself, for labels that are partly wrong.
 * The derivative goes through both, so that the second part is the entropy of the prediction.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param labelWeight - share of the label in the mixture, in [0, 1]. Default 0.95.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for labelWeight.
 * @example
 * softBootstrap([[2, 1, 0.1]], [0]) // → [0.4385154]
 * @see Reed et al., "Training Deep Neural Networks on Noisy Labels with Bootstrapping", ICLR 2015 (workshop).
 */
export const softBootstrap = defineLoss({
  name: "softBootstrap",
  prediction: "logits",
  target: "classes",
  parameters: { labelWeight: { default: 0.95, domain: "[0, 1]" } },
  value: (logits, classes, { labelWeight }) => {
    const l = logSoftmax(logits);
    const entropy = neg(sum(mul0(exp(l), l), { axis: -1 }));
    return add(mul0(labelWeight, neg(pick(l, classes))), mul0(1 - labelWeight, entropy));
  },
  traits: ({ labelWeight }) => ({
    ...(labelWeight === 1 && { convex: true, lipschitz: Math.SQRT2, smoothness: 0.5, optimalConstant: "logPrior" }),
    ...(labelWeight <= 0.5 && { convex: false }),
    ...(labelWeight > 0 && { bounded: false }),
    differentiable: 2,
    shiftInvariant: true,
    symmetric: false,
    proper: labelWeight === 1 && "softmax",
    calibrated: labelWeight > 0,
    limits: [{ at: { labelWeight: 1 }, is: "crossEntropy" }],
  }),
});
