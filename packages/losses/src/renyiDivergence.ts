import { defineLoss } from "@surprisal/contract";
import { div, logSoftmax } from "@surprisal/tensor";
import { logAffinity } from "./logAffinity.ts";
import { rowDivergence } from "./rowDivergence.ts";

/**
 * Rényi divergence on logits, of target P from prediction Q: log(Σ p^α q^(1 − α)) / (α − 1); for α = 1 it is the Kullback–Leibler
 * divergence KL(P ‖ Q).
 *
 * @param logits - `[… C]`, real; −Infinity gives a class probability 0.
 * @param targetLogits - `[… C]`, real: the logits of the target, or the logarithms of its probabilities.
 * @param alpha - the order, above 0. Default 0.5.
 * @returns `[…]`, in [0, ∞], nats; Infinity, for α ≥ 1, where Q gives no probability to something that has some in P.
 * @throws ShapeError where targetLogits do not fit logits; ParameterError for alpha.
 * @example
 * renyiDivergence([[2, 1, 0.1]], [[1, 1.5, -0.5]]) // → [0.124584]
 * @see van Erven & Harremoës, "Rényi Divergence and Kullback–Leibler Divergence", IEEE Transactions on Information Theory 60 (2014).
 */
export const renyiDivergence = defineLoss({
  name: "renyiDivergence",
  prediction: "logits",
  target: "row",
  parameters: { alpha: { default: 0.5, domain: "(0, ∞)" } },
  value: (logits, targetLogits, { alpha }) => {
    const [p, q] = [logSoftmax(targetLogits), logSoftmax(logits)];
    return alpha === 1 ? rowDivergence(p, q) : div(logAffinity(p, q, alpha), alpha - 1);
  },
  // The gradient is q − w with w ∝ p^α q^(1 − α). From α = 1 on it is a sum of log-sum-exps with positive factors.
  traits: ({ alpha }) => ({
    convex: alpha >= 1,
    ...(alpha >= 1 && { bounded: false }),
    lipschitz: Math.SQRT2,
    smoothness: Math.max(0.5, alpha / 2),
    differentiable: 2,
    shiftInvariant: true,
    limits: [{ at: { alpha: 1 }, is: "knowledgeDistillation", with: { temperature: 1 } }],
  }),
});
