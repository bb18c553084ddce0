import { defineLoss } from "@surprisal/contract";
import { add, expm1, mul, mul0, neg } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { mixedConstants } from "./constants.ts";

/**
 * Symmetric cross-entropy: cross-entropy, which learns, plus reverse cross-entropy, which tolerates noise in the labels.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param crossEntropyWeight - α, from 0. Default 0.1.
 * @param reverseWeight - β, from 0. Default 1.
 * @param logZero - what stands for log 0 in the reverse part, below 0. Default −4.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for the parameters.
 * @example
 * symmetricCrossEntropy([[2, 1, 0.1]], [0]) // → [1.405698]
 * @see Wang et al., "Symmetric Cross Entropy for Robust Learning with Noisy Labels", ICCV 2019.
 */
export const symmetricCrossEntropy = defineLoss({
  name: "symmetricCrossEntropy",
  prediction: "logits",
  target: "classes",
  parameters: {
    crossEntropyWeight: { default: 0.1, domain: "[0, ∞)" },
    reverseWeight: { default: 1, domain: "[0, ∞)" },
    logZero: { default: -4, domain: "(-∞, 0)" },
  },
  value: (logits, classes, { crossEntropyWeight, reverseWeight, logZero }) => {
    const l = logProbability(logits, classes);
    return add(mul0(crossEntropyWeight, neg(l)), mul(reverseWeight * logZero, expm1(l)));
  },
  // A multiple of poly-1 with ε = −β·logZero / α, which is convex up to ε = 1.
  traits: ({ crossEntropyWeight, reverseWeight, logZero }) => ({
    convex: -reverseWeight * logZero <= crossEntropyWeight,
    bounded: crossEntropyWeight === 0 ? -reverseWeight * logZero : false,
    ...mixedConstants(crossEntropyWeight, -reverseWeight * logZero),
    differentiable: 2,
    shiftInvariant: true,
    symmetric: crossEntropyWeight === 0,
    ...(crossEntropyWeight + reverseWeight > 0 && { proper: reverseWeight === 0 && "softmax", calibrated: true }),
    limits: [
      { at: { reverseWeight: 0 }, is: "crossEntropy", times: crossEntropyWeight },
      { at: { crossEntropyWeight: 0 }, is: "reverseCrossEntropy", with: { logZero }, times: reverseWeight },
    ],
  }),
});
