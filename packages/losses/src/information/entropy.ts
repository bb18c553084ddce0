import { mul, sub, sum, xlogy, type Tensor, type TensorLike } from "@surprisal/tensor";
import { readMeasure } from "./readMeasure.ts";
import type { MeasureOptions } from "./unit.ts";

/**
 * The entropy H(P) = −Σ p log p: the expected surprisal of a distribution's own outcomes.
 *
 * @param p - `[… K]`, probabilities, each row adding up to 1.
 * @param options - `unit`, "nats" (default) or "bits"; `axis` of the outcomes, default the last.
 * @returns `[…]`, in [0, log K].
 * @throws ParameterError for what is no probability, an option, or an axis that p does not have.
 * @example
 * entropy([0.5, 0.25, 0.25], { unit: "bits" }).item() // → 1.5
 * entropy([1, 0]).item() // → 0
 * @see Shannon, "A Mathematical Theory of Communication", Bell System Technical Journal 27 (1948), section 6.
 */
export function entropy(p: TensorLike, options: MeasureOptions = {}): Tensor {
  const { axis, scale, ...own } = readMeasure("entropy", p, p, options);
  // 0 − 0 is 0, where a product with −1 would be −0.
  return mul(scale, sub(0, sum(xlogy(own.p, own.p), { axis })));
}
