import { defineLoss } from "@surprisal/contract";
import { add, guardedPower, log1p, maximum, mul0, neg, sigmoid, softplus, sub, type Tensor } from "@surprisal/tensor";
import { focus } from "./focus.ts";
import { focalConstants } from "./constants.ts";

/** −pᵞ·log(1 − p). */
const clipped = (p: Tensor, gamma: number): Tensor => mul0(guardedPower(p, gamma), neg(log1p(neg(p))));

/**
 * Asymmetric loss for several labels at once, element by element: focal loss with different focus on labels that are there and on the many
 * that are not; those whose probability is below a threshold cost nothing.
 *
 * @param logits - any shape, real, one element a label.
 * @param target - the same shape (or one that broadcasts to it), in [0, 1]: 1 where the label is there.
 * @param positiveGamma - the focus on labels that are there, from 0. Default 1.
 * @param negativeGamma - the focus on labels that are not, from 0. Default 4.
 * @param clip - what is taken from the probabilities of labels that are not there, in [0, 1). Default 0.05.
 * @returns the shape of logits, in [0, ∞].
 * @throws ShapeError where target does not fit logits; ParameterError for a gamma or for clip.
 * @formula -y (1 - \sigma(z))^{\mathit{positiveGamma}} \log(\sigma(z)) - (1 - y) P^{\mathit{negativeGamma}} \log(1 - P), \quad P = \max(0,
 * \sigma(z) - \mathit{clip})
 * @example
 * asymmetricMultilabel([2, 2, -4], [1, 0, 0]) // → [0.0151302, 0.846415, 0]
 * @see Ridnik et al., "Asymmetric Loss for Multi-Label Classification", ICCV 2021.
 * @also timm: `timm.loss.AsymmetricLossMultiLabel`
 */
export const asymmetricMultilabel = defineLoss({
  name: "asymmetricMultilabel",
  prediction: "logits",
  target: "probability",
  parameters: {
    positiveGamma: { default: 1, domain: "[0, ∞)" },
    negativeGamma: { default: 4, domain: "[0, ∞)" },
    clip: { default: 0.05, domain: "[0, 1)" },
  },
  value: (logits, target, { clip, negativeGamma, positiveGamma }) => {
    const positive = mul0(focus(positiveGamma)(logits, 1), softplus(neg(logits)));
    const negative =
      clip === 0
        ? mul0(focus(negativeGamma)(logits, 0), softplus(logits))
        : clipped(maximum(sub(sigmoid(logits), clip), 0), negativeGamma);
    return add(mul0(target, positive), mul0(sub(1, target), negative));
  },
  traits: ({ clip, negativeGamma, positiveGamma }) => ({
    convex: clip + negativeGamma + positiveGamma === 0,
    bounded: false,
    ...(clip === 0 && focalConstants(Math.max(negativeGamma, positiveGamma))),
    ...((clip === 0 || negativeGamma > 1) && { differentiable: 2 }),
    symmetric: false,
    proper: clip + negativeGamma + positiveGamma === 0 ? "sigmoid" : false,
    limits: [{ at: { clip: 0, positiveGamma: 0, negativeGamma: 0 }, is: "binaryCrossEntropy" }],
  }),
});
