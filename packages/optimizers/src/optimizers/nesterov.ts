import { defineTreeOptimizer, type Optimizer } from "@surprisal/contract";
import { accumulate, type MomentumState } from "../transforms/accumulateMomentum.ts";
import { chain } from "../transforms/chain.ts";
import { scaleByRate, type LearningRate, type ScheduleState } from "../transforms/scaleBySchedule.ts";

/**
 * Gradient descent with Nesterov's momentum: v ← momentum · v + g; w ← w − learningRate · (g + momentum · v).
 *
 * PyTorch's convention: the gradient is taken at the weights themselves, which stand for the point ahead.
 *
 * @param options - `learningRate`: a number from 0, or a schedule; `momentum` in [0, 1), default 0.9.
 * @returns the optimizer.
 * @throws ParameterError for an option outside of its domain.
 * @example
 * const optimizer = nesterov({ learningRate: 0.1, momentum: 0.5 })
 * const first = optimizer.step(tensor(1), optimizer.init(tensor(0)), tensor(0))
 * first.weights.item() // → -0.15
 * optimizer.step(tensor(1), first.state, first.weights).weights.item() // → -0.325
 * @see Nesterov, "A method for solving the convex programming problem with convergence rate O(1/k²)", 1983; PyTorch,
 *   torch.optim.SGD with nesterov.
 */
export function nesterov(options: {
  readonly learningRate: LearningRate;
  readonly momentum?: number;
}): Optimizer<readonly [readonly MomentumState[], ScheduleState]> {
  const { learningRate, ...rest } = options;
  const velocity = accumulate("nesterov", { ...rest, nesterov: true });
  return defineTreeOptimizer({ ...chain(velocity, scaleByRate("nesterov", learningRate)), name: "nesterov" });
}
