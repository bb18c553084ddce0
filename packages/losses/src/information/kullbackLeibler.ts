import { log, mul, mul0, sub, sum, type Tensor, type TensorLike } from "@surprisal/tensor";
import { readMeasure } from "./readMeasure.ts";
import type { MeasureOptions } from "./unit.ts";

/**
 * The Kullback–Leibler divergence KL(P ‖ Q) = Σ p log(p / q) = H(P, Q) − H(P): what it costs to take Q for P.
 *
 * @param p - `[… K]`, probabilities of what happens.
 * @param q - `[… K]`, probabilities that were said.
 * @param options - `unit`, "nats" (default) or "bits"; `axis` of the outcomes, default the last.
 * @returns `[…]`, in [0, ∞]; 0 only where P = Q, Infinity where q is 0 for something that happens.
 * @throws ShapeError where the shapes do not fit; ParameterError for what is no probability, an option, or an axis that p does not have.
 * @example
 * kullbackLeibler([0.5, 0.5], [0.25, 0.75]).item() // → 0.1438410
 * kullbackLeibler([1, 0], [1, 0]).item() // → 0
 * @see Kullback & Leibler, "On Information and Sufficiency", Annals of Mathematical Statistics 22 (1951), eq. 2.4.
 */
export function kullbackLeibler(p: TensorLike, q: TensorLike, options: MeasureOptions = {}): Tensor {
  const { axis, scale, ...own } = readMeasure("kullbackLeibler", p, q, options);
  return mul(scale, sum(mul0(own.p, sub(log(own.p), log(own.q))), { axis }));
}
