import type { Optimizer } from "@surprisal/contract";
import { scaleByRate, type LearningRate, type ScheduleState } from "../transforms/scaleBySchedule.ts";

/**
 * Gradient descent: w ← w − learningRate · g.
 *
 * @param options - `learningRate`: a number from 0, or a schedule.
 * @returns the optimizer.
 * @throws ParameterError for a learning rate below 0 or not finite.
 * @example
 * const optimizer = sgd({ learningRate: 0.1 })
 * const weights = tensor([1, 2])
 * optimizer.step(tensor([10, -10]), optimizer.init(weights), weights).weights // → [0, 3]
 */
export function sgd({ learningRate }: { readonly learningRate: LearningRate }): Optimizer<ScheduleState> {
  return scaleByRate("sgd", learningRate);
}
