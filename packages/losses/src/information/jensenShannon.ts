import { add, log, mul, mul0, sub, sum, type Tensor, type TensorLike } from "@surprisal/tensor";
import { checkBetween, readMeasure } from "./readMeasure.ts";
import type { MeasureOptions } from "./unit.ts";

/**
 * The Jensen–Shannon divergence: how far P and Q are, in the mean, from their mixture M = wP + (1 − w)Q:
 * w KL(P ‖ M) + (1 − w) KL(Q ‖ M) = H(M) − w H(P) − (1 − w) H(Q). With equal shares its root is a metric.
 *
 * @param first - P, `[… K]`, probabilities.
 * @param second - Q, `[… K]`, probabilities.
 * @param options - `weight` w, the share of P, default 0.5; `unit`, "nats" (default) or "bits"; `axis` of the outcomes, default the last.
 * @returns `[…]`, in [0, H(w)]: for equal shares at most one bit.
 * @throws ShapeError where the shapes do not fit; ParameterError for what is no probability, an option, or an axis that P does not have.
 * @example
 * jensenShannon([0.5, 0.5], [0.25, 0.75]).item() // → 0.0338221
 * jensenShannon([1, 0], [0, 1], { unit: "bits" }).item() // → 1
 * @see Lin, "Divergence Measures Based on the Shannon Entropy", IEEE Transactions on Information Theory 37 (1991).
 */
export function jensenShannon(
  first: TensorLike,
  second: TensorLike,
  { weight = 0.5, ...options }: MeasureOptions & { readonly weight?: number } = {},
): Tensor {
  const { p, q, axis, scale } = readMeasure("jensenShannon", first, second, options);
  checkBetween("jensenShannon", "weight", weight, 1);
  const mixture = log(add(mul(weight, p), mul(1 - weight, q)));
  const own = mul(weight, mul0(p, sub(log(p), mixture)));
  const other = mul(1 - weight, mul0(q, sub(log(q), mixture)));
  return mul(scale, sum(add(own, other), { axis }));
}
