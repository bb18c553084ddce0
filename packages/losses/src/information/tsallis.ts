import { div, sub, type Tensor, type TensorLike } from "@surprisal/tensor";
import { affinity } from "./affinity.ts";
import { kullbackLeibler } from "./kullbackLeibler.ts";
import { readMeasure } from "./readMeasure.ts";

/**
 * The Tsallis divergence of order α, (Σ p^α q^(1 − α) − 1) / (α − 1): the Kullback–Leibler divergence in nats for α = 1, Pearson's χ² for
 * α = 2.
 *
 * @param p - `[… K]`, probabilities of what happens.
 * @param q - `[… K]`, probabilities that were said.
 * @param alpha - the order, above 0.
 * @param options - `axis` of the outcomes, default the last.
 * @returns `[…]`, for α < 1 in [0, 1/(1 − α)], else in [0, ∞].
 * @throws ShapeError where the shapes do not fit; ParameterError for alpha, what is no probability, an option, or an axis that p does not have.
 * @example
 * tsallis([0.5, 0.5], [0.25, 0.75], 2).item() // → 0.333333
 * @see Tsallis, "Generalized Entropy-Based Criterion for Consistent Testing", Physical Review E 58 (1998).
 */
export function tsallis(p: TensorLike, q: TensorLike, alpha: number, options: { readonly axis?: number } = {}): Tensor {
  const measure = readMeasure("tsallis", p, q, options, ["axis"]);
  if (alpha === 1) return kullbackLeibler(p, q, options);
  return div(sub(affinity("tsallis", measure, alpha), 1), alpha - 1);
}
