import { checkNotNegative, checkPositive } from "../parameters.ts";
import type { Schedule } from "./constant.ts";

/**
 * Goes from one rate to another along a straight line, and stays there.
 *
 * @param options - `initial` rate, from 0 (default 0: then the very first step changes nothing); `final` rate, from 0; `steps` from
 *   the one to the other, above 0.
 * @returns the schedule initial + (final − initial) step / steps, up to `steps`.
 * @throws ParameterError for a value outside of its domain.
 * @example
 * [0, 1, 4, 9].map(linearWarmup({ final: 0.8, steps: 4 })) // → [0, 0.2, 0.8, 0.8]
 */
export function linearWarmup(options: {
  readonly initial?: number;
  readonly final: number;
  readonly steps: number;
}): Schedule {
  const { initial = 0, final, steps } = options;
  checkNotNegative("linearWarmup", "initial", initial);
  checkNotNegative("linearWarmup", "final", final);
  checkPositive("linearWarmup", "steps", steps);
  return (step) => (step < steps ? initial + ((final - initial) * step) / steps : final);
}
