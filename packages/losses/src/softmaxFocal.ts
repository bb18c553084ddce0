import { defineLoss } from "@surprisal/contract";
import { expm1, guardedPower, mul0, neg } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { focalConstants } from "./constants.ts";

/**
 * Focal loss on softmax: cross-entropy times (1 − p_y)^γ, so that well-classified examples count less.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param gamma - from 0, at which it is cross-entropy. Default 2.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for gamma.
 * @example
 * softmaxFocal([[2, 1, 0.1]], [0]) // → [0.0484923]
 * @see Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017, eq. 4 (there for two classes).
 * @also Keras: `keras.losses.CategoricalFocalCrossentropy`
 */
export const softmaxFocal = defineLoss({
  name: "softmaxFocal",
  prediction: "logits",
  target: "classes",
  parameters: { gamma: { default: 2, domain: "[0, ∞)" } },
  value: (logits, classes, { gamma }) => {
    const l = logProbability(logits, classes);
    return gamma === 0 ? neg(l) : mul0(guardedPower(neg(expm1(l)), gamma), neg(l));
  },
  traits: ({ gamma }) => {
    const { lipschitz, smoothness } = focalConstants(gamma);
    return {
      convex: gamma === 0,
      bounded: false,
      lipschitz: Math.SQRT2 * lipschitz,
      smoothness: 2 * smoothness,
      differentiable: 2,
      shiftInvariant: true,
      symmetric: false,
      proper: gamma === 0 && "softmax",
      calibrated: true,
      ...(gamma === 0 && { optimalConstant: "logPrior" }),
      limits: [{ at: { gamma: 0 }, is: "crossEntropy" }],
    };
  },
});
