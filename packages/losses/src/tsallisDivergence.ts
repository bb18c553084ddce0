import { defineLoss, type Traits } from "@surprisal/contract";
import { div, expm1, logSoftmax } from "@surprisal/tensor";
import { logAffinity } from "./logAffinity.ts";
import { rowDivergence } from "./rowDivergence.ts";
import { powerConstants } from "./constants.ts";

/**
 * Tsallis divergence on logits, of target P from prediction Q: (Σ p^α q^(1 − α) − 1) / (α − 1); for α = 1 it is the Kullback–Leibler
 * divergence KL(P ‖ Q), for α = 2 Pearson's χ².
 *
 * @param logits - `[… C]`, real; −Infinity gives a class probability 0.
 * @param targetLogits - `[… C]`, real: the logits of the target, or the logarithms of its probabilities.
 * @param alpha - the order, above 0. Default 0.5.
 * @returns `[…]`, for α < 1 in [0, 1/(1 − α)], else in [0, ∞].
 * @throws ShapeError where targetLogits do not fit logits; ParameterError for alpha.
 * @example
 * tsallisDivergence([[2, 1, 0.1]], [[1, 1.5, -0.5]]) // → [0.1207830]
 * @see Tsallis, "Generalized Entropy-Based Criterion for Consistent Testing", Physical Review E 58 (1998).
 */
export const tsallisDivergence = defineLoss({
  name: "tsallisDivergence",
  prediction: "logits",
  target: "row",
  parameters: { alpha: { default: 0.5, domain: "(0, ∞)" } },
  value: (logits, targetLogits, { alpha }) => {
    const [p, q] = [logSoftmax(targetLogits), logSoftmax(logits)];
    return alpha === 1 ? rowDivergence(p, q) : div(expm1(logAffinity(p, q, alpha)), alpha - 1);
  },
  // From α = 1 on log Σ p^α q^(1 − α) is convex, and so is its exponential.
  traits: ({ alpha }) => ({
    convex: alpha >= 1,
    bounded: alpha < 1 ? 1 / (1 - alpha) : false,
    ...(alpha > 1 ? { lipschitz: false, smoothness: false } : constantsOf(alpha)),
    differentiable: 2,
    shiftInvariant: true,
    limits: [
      { at: { alpha: 0.5 }, is: "squaredHellinger", times: 2 },
      { at: { alpha: 1 }, is: "knowledgeDistillation", with: { temperature: 1 } },
    ],
  }),
});

/** Steepest against a certain target; bent most there, or against an even target of two classes, where the prediction is the same. */
function constantsOf(alpha: number): Pick<Traits, "lipschitz" | "smoothness"> {
  const { lipschitz, smoothness } = powerConstants(1 - alpha);
  return { lipschitz, smoothness: Math.max(smoothness, alpha / 2) };
}
