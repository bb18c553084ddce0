import { defineTreeOptimizer, type Optimizer } from "@surprisal/contract";
import { mul, treeMap } from "@surprisal/tensor";
import { checkNotNegative } from "../parameters.ts";
import type { Schedule } from "../schedules/constant.ts";

/** A number from 0, or a schedule of such. */
export type LearningRate = number | Schedule;

/** How many steps were taken. */
export interface ScheduleState {
  readonly step: number;
}

/**
 * Multiplies the gradient by a learning rate that may change from step to step.
 *
 * @param learningRate - a schedule, or a number for a constant one.
 * @returns an optimizer; alone it is plain gradient descent.
 * @throws ParameterError for a number below 0 or not finite; while stepping, where the schedule returns such a number.
 * @example
 * const optimizer = scaleBySchedule((step) => 1 / (step + 1))
 * const first = optimizer.step(tensor(2), optimizer.init(tensor(5)), tensor(5))
 * first.weights.item() // → 3
 * optimizer.step(tensor(2), first.state, first.weights).weights.item() // → 2
 */
export function scaleBySchedule(learningRate: LearningRate): Optimizer<ScheduleState> {
  return scaleByRate("scaleBySchedule", learningRate);
}

/** scaleBySchedule on behalf of the optimizer that errors shall name. */
export function scaleByRate(name: string, learningRate: LearningRate): Optimizer<ScheduleState> {
  if (typeof learningRate === "number") checkNotNegative(name, "learningRate", learningRate);
  const schedule = typeof learningRate === "number" ? () => learningRate : learningRate;
  return defineTreeOptimizer({
    name,
    init: () => ({ step: 0 }),
    update: (gradient, { step }) => {
      const rate = schedule(step);
      checkNotNegative(name, `learningRate(${step})`, rate);
      return { update: treeMap((slope) => mul(slope, rate), gradient), state: { step: step + 1 } };
    },
  });
}
