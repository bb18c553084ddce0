import { ParameterError } from "@surprisal/contract";
import type { Schedule } from "./constant.ts";

/**
 * One schedule after the other. Each counts its steps from where it begins.
 *
 * @param schedules - one or more.
 * @param boundaries - the step at which each schedule but the first begins, rising, above 0.
 * @returns the schedule.
 * @throws ParameterError where there is not one boundary less than schedules, or boundaries do not rise.
 * @example
 * const warmThenCool = joinSchedules([linearWarmup({ final: 1, steps: 10 }), cosineDecay({ initial: 1, steps: 90 })], [10])
 * ;[5, 10, 55, 100].map(warmThenCool) // → [0.5, 1, 0.5, 0]
 */
export function joinSchedules(schedules: readonly Schedule[], boundaries: readonly number[]): Schedule {
  if (schedules.length !== boundaries.length + 1) {
    throw new ParameterError(
      `joinSchedules: boundaries has ${boundaries.length} entries, expected ${schedules.length - 1}, one less than schedules`,
    );
  }
  boundaries.forEach((boundary, i) => {
    const before = boundaries[i - 1] ?? 0;
    if (!(boundary > before) || boundary === Infinity) {
      throw new ParameterError(`joinSchedules: boundaries[${i}] is ${boundary}, expected a number above ${before}`);
    }
  });
  return (step) => {
    const index = boundaries.filter((boundary) => boundary <= step).length;
    // One schedule more than boundaries: checked above.
    return schedules[index]!(step - (boundaries[index - 1] ?? 0));
  };
}
