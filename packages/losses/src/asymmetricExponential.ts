import { defineLoss } from "@surprisal/contract";
import { div, exp, neg } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";

/**
 * Asymmetric exponential loss (AEL): exp(−p/a) of the probability p of the true class; tolerates noise in the labels as long as the true label
 * stays the most frequent one.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param scale - a, above 0. Default 1.
 * @returns `[…]`, in [exp(−1/a), 1], one loss a row.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for scale.
 * @example
 * asymmetricExponential([[2, 1, 0.1]], [0]) // → [0.517368]
 * @see Zhou, Liu, Jiang, Gao & Ji, "Asymmetric Loss Functions for Learning with Noisy Labels", ICML 2021.
 */
export const asymmetricExponential = defineLoss({
  name: "asymmetricExponential",
  prediction: "logits",
  target: "classes",
  parameters: { scale: { default: 1, domain: "(0, ∞)" } },
  value: (logits, classes, { scale }) => exp(neg(div(exp(logProbability(logits, classes)), scale))),
  // √2·(1 − p)·(p/a)·exp(−p/a) is largest where p² − (2a + 1)·p + a = 0.
  traits: ({ scale }) => {
    const p = (2 * scale + 1 - Math.sqrt(4 * scale ** 2 + 1)) / 2;
    return {
      convex: false,
      bounded: 1,
      lipschitz: (Math.SQRT2 * (1 - p) * p * Math.exp(-p / scale)) / scale,
      shiftInvariant: true,
      symmetric: false,
      differentiable: 2,
      proper: false,
    };
  },
});
