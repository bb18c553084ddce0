import { defineLoss } from "@surprisal/contract";
import { expm1, mul } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { mixedConstants } from "./constants.ts";

/**
 * Reverse cross-entropy: H(prediction, target), in which log 0 of the one-hot target is replaced by a finite number; tolerant to label
 * noise. Proportional to the mean absolute error of the probabilities.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param logZero - what stands for log 0, below 0. Default −4.
 * @returns `[…]`, in [0, −logZero].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for logZero.
 * @example
 * reverseCrossEntropy([[2, 1, 0.1]], [0]) // → [1.363995]
 * @see Wang et al., "Symmetric Cross Entropy for Robust Learning with Noisy Labels", ICCV 2019, eq. 6.
 */
export const reverseCrossEntropy = defineLoss({
  name: "reverseCrossEntropy",
  prediction: "logits",
  target: "classes",
  parameters: { logZero: { default: -4, domain: "(-∞, 0)" } },
  value: (logits, classes, { logZero }) => mul(logZero, expm1(logProbability(logits, classes))),
  traits: ({ logZero }) => ({
    convex: false,
    bounded: -logZero,
    ...mixedConstants(0, -logZero),
    differentiable: 2,
    shiftInvariant: true,
    symmetric: true,
    proper: false,
    calibrated: true,
    limits: [{ at: {}, is: "probabilityAbsoluteError", times: -logZero / 2 }],
  }),
});
