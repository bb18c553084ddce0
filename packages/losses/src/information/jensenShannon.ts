import { add, log, mul, mul0, sub, sum, type Tensor, type TensorLike } from "@surprisal/tensor";
import { perNat, type MeasureOptions } from "./unit.ts";

/**
 * The Jensen–Shannon divergence: how far P and Q are, in the mean, from their mixture M = wP + (1 − w)Q:
 * w KL(P ‖ M) + (1 − w) KL(Q ‖ M) = H(M) − w H(P) − (1 − w) H(Q). With equal shares its root is a metric.
 *
 * @param p - `[… K]`, probabilities.
 * @param q - `[… K]`, probabilities.
 * @param options - `weight` w, the share of P, default 0.5; `unit`, "nats" (default) or "bits"; `axis` of the outcomes, default the last.
 * @returns `[…]`, in [0, H(w)]: for equal shares at most one bit.
 * @throws ShapeError where the shapes do not fit; ParameterError for an axis that p does not have.
 * @example
 * jensenShannon([0.5, 0.5], [0.25, 0.75]).item() // → 0.0338221
 * jensenShannon([1, 0], [0, 1], { unit: "bits" }).item() // → 1
 * @see Lin, "Divergence Measures Based on the Shannon Entropy", IEEE Transactions on Information Theory 37 (1991).
 */
export function jensenShannon(
  p: TensorLike,
  q: TensorLike,
  { unit, axis = -1, weight = 0.5 }: MeasureOptions & { readonly weight?: number } = {},
): Tensor {
  const mixture = log(add(mul(weight, p), mul(1 - weight, q)));
  const own = mul(weight, mul0(p, sub(log(p), mixture)));
  const other = mul(1 - weight, mul0(q, sub(log(q), mixture)));
  return mul(perNat(unit), sum(add(own, other), { axis }));
}
