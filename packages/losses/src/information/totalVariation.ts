import { abs, mul, sub, sum, type Tensor, type TensorLike } from "@surprisal/tensor";
import { readMeasure } from "./readMeasure.ts";

/**
 * The total variation distance, half of Σ |p − q|: the largest difference of the probabilities of any event.
 *
 * @param p - `[… K]`, probabilities.
 * @param q - `[… K]`, probabilities.
 * @param options - `axis` of the outcomes, default the last.
 * @returns `[…]`, in [0, 1].
 * @throws ShapeError where the shapes do not fit; ParameterError for what is no probability, an option, or an axis that p does not have.
 * @example
 * totalVariation([0.5, 0.5], [0.25, 0.75]).item() // → 0.25
 * @see Gibbs & Su, "On Choosing and Bounding Probability Metrics", International Statistical Review 70 (2002).
 */
export function totalVariation(p: TensorLike, q: TensorLike, options: { readonly axis?: number } = {}): Tensor {
  const { axis, ...own } = readMeasure("totalVariation", p, q, options, ["axis"]);
  return mul(0.5, sum(abs(sub(own.p, own.q)), { axis }));
}
