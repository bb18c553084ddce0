import { checkNotNegative } from "../parameters.ts";

/** From the number of steps already taken (0 for the first) to a learning rate. */
export type Schedule = (step: number) => number;

/**
 * The same rate always.
 *
 * @param rate - from 0.
 * @returns the schedule.
 * @throws ParameterError for a rate below 0 or not finite.
 * @example
 * constant(0.1)(500) // → 0.1
 */
export function constant(rate: number): Schedule {
  checkNotNegative("constant", "rate", rate);
  return () => rate;
}
