import { checkNotNegative, checkPositive } from "../parameters.ts";
import type { Schedule } from "./constant.ts";

/**
 * Lets the rate shrink by the same factor every so many steps, smoothly.
 *
 * @param options - `initial` rate, from 0; `factor`, from 0; `every`, the steps in which it takes effect once, above 0. Default 1.
 * @returns the schedule initial · factor^(step / every).
 * @throws ParameterError for a value outside of its domain.
 * @example
 * [0, 50, 100].map(exponentialDecay({ initial: 1, factor: 0.25, every: 100 })) // → [1, 0.5, 0.25]
 * @see PyTorch, torch.optim.lr_scheduler.ExponentialLR, for `every` 1.
 */
export function exponentialDecay(options: {
  readonly initial: number;
  readonly factor: number;
  readonly every?: number;
}): Schedule {
  const { initial, factor, every = 1 } = options;
  checkNotNegative("exponentialDecay", "initial", initial);
  checkNotNegative("exponentialDecay", "factor", factor);
  checkPositive("exponentialDecay", "every", every);
  return (step) => initial * factor ** (step / every);
}
