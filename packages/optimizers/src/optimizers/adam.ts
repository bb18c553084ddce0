import { defineTreeOptimizer, type Optimizer } from "@surprisal/contract";
import { chain } from "../transforms/chain.ts";
import { scaleAsAdam, type AdamOptions, type AdamState } from "../transforms/scaleByAdam.ts";
import { scaleByRate, type LearningRate, type ScheduleState } from "../transforms/scaleBySchedule.ts";

/**
 * Adam: a step of about the learning rate for every weight, whatever the size of its gradient.
 *
 * @param options - `learningRate`: a number from 0, or a schedule, default 0.001; `beta1`, `beta2`, `epsilon`: see AdamOptions.
 * @returns the optimizer.
 * @throws ParameterError for an option outside of its domain.
 * @example
 * const optimizer = adam({ learningRate: 0.1 })
 * const weights = tensor([1, 1])
 * const first = optimizer.step(tensor([2, -300]), optimizer.init(weights), weights)
 * first.weights // → [0.9, 1.1]
 * optimizer.step(tensor([-1, 0]), first.state, first.weights).weights // → [0.87337, 1.16701]
 * @see Kingma & Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1; PyTorch, torch.optim.Adam.
 */
export function adam(
  options: AdamOptions & { readonly learningRate?: LearningRate } = {},
): Optimizer<readonly [readonly AdamState[], ScheduleState]> {
  const { learningRate = 1e-3, ...rest } = options;
  return defineTreeOptimizer({ ...chain(scaleAsAdam("adam", rest), scaleByRate("adam", learningRate)), name: "adam" });
}
