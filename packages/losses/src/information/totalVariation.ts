import { abs, mul, sub, sum, type Tensor, type TensorLike } from "@surprisal/tensor";

/**
 * The total variation distance, half of Σ |p − q|: the largest difference of the probabilities of any event.
 *
 * @param p - `[… K]`, probabilities.
 * @param q - `[… K]`, probabilities.
 * @param options - `axis` of the outcomes, default the last.
 * @returns `[…]`, in [0, 1].
 * @throws ShapeError where the shapes do not fit; ParameterError for an axis that p does not have.
 * @example
 * totalVariation([0.5, 0.5], [0.25, 0.75]).item() // → 0.25
 * @see Gibbs & Su, "On Choosing and Bounding Probability Metrics", International Statistical Review 70 (2002).
 */
export const totalVariation = (p: TensorLike, q: TensorLike, { axis = -1 }: { readonly axis?: number } = {}): Tensor =>
  mul(0.5, sum(abs(sub(p, q)), { axis }));
