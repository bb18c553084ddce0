import { log, mul, mul0, sub, sum, type Tensor, type TensorLike } from "@surprisal/tensor";
import { perNat, type MeasureOptions } from "./unit.ts";

/**
 * The Kullback–Leibler divergence KL(P ‖ Q) = Σ p log(p / q) = H(P, Q) − H(P): what it costs to take Q for P.
 *
 * @param p - `[… K]`, probabilities of what happens.
 * @param q - `[… K]`, probabilities that were said.
 * @param options - `unit`, "nats" (default) or "bits"; `axis` of the outcomes, default the last.
 * @returns `[…]`, in [0, ∞]; 0 only where P = Q, Infinity where q is 0 for something that happens.
 * @throws ShapeError where the shapes do not fit; ParameterError for an axis that p does not have.
 * @example
 * kullbackLeibler([0.5, 0.5], [0.25, 0.75]).item() // → 0.1438410
 * kullbackLeibler([1, 0], [1, 0]).item() // → 0
 * @see Kullback & Leibler, "On Information and Sufficiency", Annals of Mathematical Statistics 22 (1951), eq. 2.4.
 */
export function kullbackLeibler(p: TensorLike, q: TensorLike, { unit, axis = -1 }: MeasureOptions = {}): Tensor {
  return mul(perNat(unit), sum(mul0(p, sub(log(p), log(q))), { axis }));
}
