import { div, sub, type Tensor, type TensorLike } from "@surprisal/tensor";
import { affinity } from "./affinity.ts";
import { kullbackLeibler } from "./kullbackLeibler.ts";

/**
 * The Tsallis divergence of order α, (Σ p^α q^(1 − α) − 1) / (α − 1): the Kullback–Leibler divergence in nats for α = 1, Pearson's χ² for
 * α = 2.
 *
 * @param p - `[… K]`, probabilities of what happens.
 * @param q - `[… K]`, probabilities that were said.
 * @param alpha - the order, above 0.
 * @param options - `axis` of the outcomes, default the last.
 * @returns `[…]`, for α < 1 in [0, 1/(1 − α)], else in [0, ∞].
 * @throws ShapeError where the shapes do not fit; ParameterError for alpha, and for an axis that p does not have.
 * @example
 * tsallis([0.5, 0.5], [0.25, 0.75], 2).item() // → 0.333333
 * @see Tsallis, "Generalized Entropy-Based Criterion for Consistent Testing", Physical Review E 58 (1998).
 */
export function tsallis(
  p: TensorLike,
  q: TensorLike,
  alpha: number,
  { axis = -1 }: { readonly axis?: number } = {},
): Tensor {
  if (alpha === 1) return kullbackLeibler(p, q, { axis });
  return div(sub(affinity("tsallis", p, q, alpha, axis), 1), alpha - 1);
}
