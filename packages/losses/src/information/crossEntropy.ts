import { mul, sub, sum, xlogy, type Tensor, type TensorLike } from "@surprisal/tensor";
import { readMeasure } from "./readMeasure.ts";
import type { MeasureOptions } from "./unit.ts";

/**
 * The cross-entropy H(P, Q) = −Σ p log q: the expected surprisal of outcomes of P under Q. For logits, `crossEntropy` of
 * `@surprisal/losses` keeps more digits.
 *
 * @param p - `[… K]`, probabilities of what happens.
 * @param q - `[… K]`, probabilities that were said.
 * @param options - `unit`, "nats" (default) or "bits"; `axis` of the outcomes, default the last.
 * @returns `[…]`, from H(P) to Infinity; Infinity where q is 0 for something that happens.
 * @throws ShapeError where the shapes do not fit; ParameterError for what is no probability, an option, or an axis that p does not have.
 * @example
 * crossEntropy([0.5, 0.5], [0.25, 0.75], { unit: "bits" }).item() // → 1.207519
 * crossEntropy([1, 0], [1, 0]).item() // → 0
 * @see Cover & Thomas, "Elements of Information Theory", 2nd edition, theorem 5.4.3 (the length of the wrong code).
 */
export function crossEntropy(p: TensorLike, q: TensorLike, options: MeasureOptions = {}): Tensor {
  const { axis, scale, ...own } = readMeasure("crossEntropy", p, q, options);
  // 0 − 0 is 0, where a product with −1 would be −0.
  return mul(scale, sub(0, sum(xlogy(own.p, own.q), { axis })));
}
