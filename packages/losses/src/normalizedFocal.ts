import { defineLoss } from "@surprisal/contract";
import { expm1, guardedPower, logSoftmax, mul0, neg } from "@surprisal/tensor";
import { share } from "./share.ts";

/**
 * Normalized focal loss: the focal loss of the true class as a share of those of all classes; tolerates noise in the labels.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param gamma - from 0, at which it is normalized cross-entropy. Default 2.
 * @returns `[…]`, in [0, 1].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for gamma.
 * @formula \frac{(1 - p_y)^{\gamma} \log p_y}{\sum_k (1 - p_k)^{\gamma} \log p_k}
 * @example
 * normalizedFocal([[2, 1, 0.1]], [0]) // → [0.0176688]
 * @see Ma et al., "Normalized Loss Functions for Deep Learning with Noisy Labels", ICML 2020.
 */
export const normalizedFocal = defineLoss({
  name: "normalizedFocal",
  prediction: "logits",
  target: "classes",
  parameters: { gamma: { default: 2, domain: "[0, ∞)" } },
  value: (logits, classes, { gamma }) => {
    const l = logSoftmax(logits);
    return share(mul0(guardedPower(neg(expm1(l)), gamma), l), classes, logits);
  },
  traits: ({ gamma }) => ({
    convex: false,
    bounded: 1,
    lipschitz: (Math.SQRT1_2 * (1 + gamma * Math.LN2)) / (2 * Math.LN2),
    differentiable: 2,
    shiftInvariant: true,
    symmetric: true,
    proper: false,
    calibrated: false,
    limits: [{ at: { gamma: 0 }, is: "normalizedCrossEntropy" }],
  }),
});
