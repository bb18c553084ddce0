import { defineLoss } from "@surprisal/contract";
import { div, equal, mul, neg, tanh, where } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";

/**
 * Cross-entropy of softly capped logits, cap · tanh(logit / cap): none is larger than the cap.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param cap - above 0. Default 30.
 * @returns `[…]`, from 0 to about 2 · cap + log(C − 1); ∞ where the true class is masked.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for cap.
 * @formula -\log \frac{e^{u_y}}{\sum_k e^{u_k}}, \quad u_k = \mathit{cap} \tanh\left(\frac{z_k}{\mathit{cap}}\right)
 * @example
 * softcappedCrossEntropy([[2, 1, 0.1]], [0]) // → [0.4179496]
 * softcappedCrossEntropy.with({ cap: 2 })([[2, 1, 0.1]], [0]) // → [0.5823891]
 * @see Gemma Team, "Gemma 2: Improving Open Language Models at a Practical Size", 2024 (logit soft-capping).
 */
export const softcappedCrossEntropy = defineLoss({
  name: "softcappedCrossEntropy",
  prediction: "logits",
  target: "classes",
  parameters: { cap: { default: 30, domain: "(0, ∞)" } },
  value: (logits, classes, { cap }) => {
    // Capped, a masked class would be there again, with the logit −cap.
    const capped = where(equal(logits, -Infinity), -Infinity, mul(cap, tanh(div(logits, cap))));
    return neg(logProbability(capped, classes));
  },
  traits: () => ({
    convex: false,
    differentiable: 2,
    shiftInvariant: false,
    symmetric: false,
    proper: false,
    limits: [{ at: { cap: Infinity }, is: "crossEntropy" }],
  }),
});
