import { mul, sqrt, square, sub, sum, type Tensor, type TensorLike } from "@surprisal/tensor";

/**
 * The Hellinger distance, √(½ Σ (√p − √q)²), a metric. (The loss `squaredHellinger` is its square, on logits.)
 *
 * @param p - `[… K]`, probabilities.
 * @param q - `[… K]`, probabilities.
 * @param options - `axis` of the outcomes, default the last.
 * @returns `[…]`, in [0, 1].
 * @throws ShapeError where the shapes do not fit; ParameterError for an axis that p does not have.
 * @example
 * hellinger([0.5, 0.5], [0.25, 0.75]).item() // → 0.1845919
 * @see Gibbs & Su, "On Choosing and Bounding Probability Metrics", International Statistical Review 70 (2002).
 */
export const hellinger = (p: TensorLike, q: TensorLike, { axis = -1 }: { readonly axis?: number } = {}): Tensor =>
  sqrt(mul(0.5, sum(square(sub(sqrt(p), sqrt(q))), { axis })));
