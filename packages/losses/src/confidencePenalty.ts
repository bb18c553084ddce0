import { defineLoss } from "@surprisal/contract";
import { add, exp, logSoftmax, mul, mul0, neg, pick, sum } from "@surprisal/tensor";

/**
 * Cross-entropy with a confidence penalty: the entropy of the prediction is rewarded.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param strength - nats of loss per nat of entropy, from 0. Default 0.1.
 * @returns `[…]`, from −strength · log C to ∞.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for strength.
 * @example
 * confidencePenalty([[2, 1, 0.1]], [0]) // → [0.3323562]
 * @see Pereyra et al., "Regularizing Neural Networks by Penalizing Confident Output Distributions", ICLR 2017 (workshop).
 */
export const confidencePenalty = defineLoss({
  name: "confidencePenalty",
  prediction: "logits",
  target: "classes",
  parameters: { strength: { default: 0.1, domain: "[0, ∞)" } },
  value: (logits, classes, { strength }) => {
    const l = logSoftmax(logits);
    const negativeEntropy = sum(mul0(exp(l), l), { axis: -1 });
    return add(neg(pick(l, classes)), mul(strength, negativeEntropy));
  },
  traits: ({ strength }) => ({
    // Beyond margins of 1/strength it bends downwards: too little to be seen where the strength is small.
    ...((strength === 0 || strength >= 0.1) && { convex: strength === 0 }),
    bounded: false,
    ...(strength === 0 && { lipschitz: Math.SQRT2, smoothness: 0.5, optimalConstant: "logPrior" }),
    differentiable: 2,
    shiftInvariant: true,
    symmetric: false,
    proper: strength === 0 && "softmax",
    calibrated: true,
    limits: [{ at: { strength: 0 }, is: "crossEntropy" }],
  }),
});
