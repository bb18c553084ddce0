import { div, log, mul, type Tensor, type TensorLike } from "@surprisal/tensor";
import { affinity } from "./affinity.ts";
import { kullbackLeibler } from "./kullbackLeibler.ts";
import { readMeasure } from "./readMeasure.ts";
import type { MeasureOptions } from "./unit.ts";

/**
 * The Rényi divergence of order α, log(Σ p^α q^(1 − α)) / (α − 1): the Kullback–Leibler divergence for α = 1.
 *
 * @param p - `[… K]`, probabilities of what happens.
 * @param q - `[… K]`, probabilities that were said.
 * @param alpha - the order, above 0.
 * @param options - `unit`, "nats" (default) or "bits"; `axis` of the outcomes, default the last.
 * @returns `[…]`, in [0, ∞]; Infinity, for α ≥ 1, where q is 0 for something that happens.
 * @throws ShapeError where the shapes do not fit; ParameterError for alpha, what is no probability, an option, or an axis that p does not have.
 * @example
 * renyi([0.5, 0.5], [0.25, 0.75], 2).item() // → 0.2876821
 * renyi([0.5, 0.5], [0.25, 0.75], 1).item() // → 0.1438410
 * @see van Erven & Harremoës, "Rényi Divergence and Kullback–Leibler Divergence", IEEE Transactions on Information Theory 60 (2014).
 */
export function renyi(p: TensorLike, q: TensorLike, alpha: number, options: MeasureOptions = {}): Tensor {
  if (alpha === 1) return kullbackLeibler(p, q, options);
  const measure = readMeasure("renyi", p, q, options);
  return mul(measure.scale, div(log(affinity("renyi", measure, alpha)), alpha - 1));
}
