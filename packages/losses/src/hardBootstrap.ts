import { defineLoss } from "@surprisal/contract";
import { add, argmax, logSoftmax, mul0, neg, pick } from "@surprisal/tensor";

/**
 * Hard bootstrapping: cross-entropy against a mixture of the label and the class that is predicted, for labels that are partly wrong.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param labelWeight - share of the label in the mixture, in [0, 1]. Default 0.8.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for labelWeight.
 * @example
 * hardBootstrap([[2, 1, 0.1]], [1]) // → [1.217030]
 * @see Reed et al., "Training Deep Neural Networks on Noisy Labels with Bootstrapping", ICLR 2015 (workshop).
 */
export const hardBootstrap = defineLoss({
  name: "hardBootstrap",
  prediction: "logits",
  target: "classes",
  parameters: { labelWeight: { default: 0.8, domain: "[0, 1]" } },
  value: (logits, classes, { labelWeight }) => {
    const surprisal = neg(logSoftmax(logits));
    const predicted = pick(surprisal, argmax(logits));
    return add(mul0(labelWeight, pick(surprisal, classes)), mul0(1 - labelWeight, predicted));
  },
  // Where two classes tie for the prediction, the slope drops.
  traits: ({ labelWeight }) => ({
    convex: labelWeight === 1,
    ...(labelWeight > 0 && { bounded: false }),
    ...(labelWeight ** 2 >= 0.5 && { lipschitz: Math.SQRT2 * labelWeight }),
    smoothness: labelWeight === 1 ? 0.5 : false,
    differentiable: labelWeight === 1 ? 2 : 0,
    shiftInvariant: true,
    symmetric: false,
    proper: labelWeight === 1 && "softmax",
    ...(labelWeight !== 0.5 && { calibrated: labelWeight > 0 }),
    limits: [{ at: { labelWeight: 1 }, is: "crossEntropy" }],
  }),
});
