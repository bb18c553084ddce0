import { checkNotNegative, checkPositive } from "../parameters.ts";
import type { Schedule } from "./constant.ts";

/**
 * Multiplies the rate by a factor every so many steps.
 *
 * @param options - `initial` rate, from 0; `factor`, from 0; `every`, steps between two changes, above 0.
 * @returns the schedule initial · factor^⌊step / every⌋.
 * @throws ParameterError for a value outside of its domain.
 * @example
 * [0, 9, 10, 25].map(stepDecay({ initial: 1, factor: 0.5, every: 10 })) // → [1, 1, 0.5, 0.25]
 * @see PyTorch, torch.optim.lr_scheduler.StepLR.
 */
export function stepDecay(options: {
  readonly initial: number;
  readonly factor: number;
  readonly every: number;
}): Schedule {
  const { initial, factor, every } = options;
  checkNotNegative("stepDecay", "initial", initial);
  checkNotNegative("stepDecay", "factor", factor);
  checkPositive("stepDecay", "every", every);
  return (step) => initial * factor ** Math.floor(step / every);
}
