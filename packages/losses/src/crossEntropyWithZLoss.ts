import { defineLoss } from "@surprisal/contract";
import { add, logSumExp, mul, neg, square } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";

/**
 * Cross-entropy with z-loss: the square of log Σ exp(logits) is added, which keeps logits from drifting away.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param zLossWeight - from 0. Default 1e-4.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for zLossWeight.
 * @example
 * crossEntropyWithZLoss([[2, 1, 0.1]], [0]) // → [0.4176142]
 * @see Chowdhery et al., "PaLM: Scaling Language Modeling with Pathways", 2022, section 5.
 */
export const crossEntropyWithZLoss = defineLoss({
  name: "crossEntropyWithZLoss",
  prediction: "logits",
  target: "classes",
  parameters: { zLossWeight: { default: 1e-4, domain: "[0, ∞)" } },
  value: (logits, classes, { zLossWeight }) =>
    add(neg(logProbability(logits, classes)), mul(zLossWeight, square(logSumExp(logits, { axis: -1 })))),
  traits: ({ zLossWeight }) => ({
    convex: zLossWeight === 0,
    bounded: false,
    lipschitz: zLossWeight === 0 ? Math.SQRT2 : false,
    smoothness: zLossWeight === 0 ? 0.5 : false,
    differentiable: 2,
    shiftInvariant: zLossWeight === 0,
    symmetric: false,
    proper: "softmax",
    calibrated: true,
    optimalConstant: "logPrior",
    limits: [{ at: { zLossWeight: 0 }, is: "crossEntropy" }],
  }),
});
