import { mul, sqrt, square, sub, sum, type Tensor, type TensorLike } from "@surprisal/tensor";
import { readMeasure } from "./readMeasure.ts";

/**
 * The Hellinger distance, √(½ Σ (√p − √q)²), a metric. (The loss `squaredHellinger` is its square, on logits.)
 *
 * @param p - `[… K]`, probabilities.
 * @param q - `[… K]`, probabilities.
 * @param options - `axis` of the outcomes, default the last.
 * @returns `[…]`, in [0, 1].
 * @throws ShapeError where the shapes do not fit; ParameterError for what is no probability, an option, or an axis that p does not have.
 * @example
 * hellinger([0.5, 0.5], [0.25, 0.75]).item() // → 0.1845919
 * @see Gibbs & Su, "On Choosing and Bounding Probability Metrics", International Statistical Review 70 (2002).
 */
export function hellinger(p: TensorLike, q: TensorLike, options: { readonly axis?: number } = {}): Tensor {
  const { axis, ...own } = readMeasure("hellinger", p, q, options, ["axis"]);
  return sqrt(mul(0.5, sum(square(sub(sqrt(own.p), sqrt(own.q))), { axis })));
}
