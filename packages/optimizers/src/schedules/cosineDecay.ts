import { checkNotNegative, checkPositive } from "../parameters.ts";
import type { Schedule } from "./constant.ts";

/**
 * Goes from one rate to another along half a cosine, and stays there.
 *
 * @param options - `initial` and `final` rate, from 0 (final: default 0); `steps` from the one to the other, above 0.
 * @returns the schedule final + (initial − final) (1 + cos(π step / steps)) / 2, up to `steps`.
 * @throws ParameterError for a value outside of its domain.
 * @example
 * [0, 50, 100, 200].map(cosineDecay({ initial: 1, steps: 100 })) // → [1, 0.5, 0, 0]
 * @see Loshchilov & Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017, eq. 5, without restarts; PyTorch,
 *   CosineAnnealingLR.
 */
export function cosineDecay(options: {
  readonly initial: number;
  readonly final?: number;
  readonly steps: number;
}): Schedule {
  const { initial, final = 0, steps } = options;
  checkNotNegative("cosineDecay", "initial", initial);
  checkNotNegative("cosineDecay", "final", final);
  checkPositive("cosineDecay", "steps", steps);
  return (step) => final + ((initial - final) * (1 + Math.cos(Math.PI * Math.min(step / steps, 1)))) / 2;
}
