import { defineLoss } from "@surprisal/contract";
import { div, expm1, mul, neg } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { powerConstants } from "./constants.ts";

/**
 * Generalized cross-entropy: from cross-entropy (q → 0) to the noise-tolerant mean absolute error (q = 1).
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param q - in (0, 1]. Default 0.7.
 * @returns `[…]`, in [0, 1/q].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for q.
 * @example
 * generalizedCrossEntropy([[2, 1, 0.1]], [0]) // → [0.3616749]
 * @see Zhang & Sabuncu, "Generalized Cross Entropy Loss for Training Deep Neural Networks with Noisy Labels", NeurIPS 2018, eq. 6.
 */
export const generalizedCrossEntropy = defineLoss({
  name: "generalizedCrossEntropy",
  prediction: "logits",
  target: "classes",
  parameters: { q: { default: 0.7, domain: "(0, 1]" } },
  value: (logits, classes, { q }) => div(neg(expm1(mul(q, logProbability(logits, classes)))), q),
  traits: ({ q }) => ({
    convex: false,
    bounded: 1 / q,
    ...powerConstants(q),
    differentiable: 2,
    shiftInvariant: true,
    symmetric: q === 1,
    proper: false,
    calibrated: true,
    limits: [
      { at: { q: 0 }, is: "crossEntropy" },
      { at: { q: 1 }, is: "probabilityAbsoluteError", times: 0.5 },
    ],
  }),
});
