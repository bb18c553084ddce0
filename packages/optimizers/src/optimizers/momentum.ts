import { defineTreeOptimizer, type Optimizer } from "@surprisal/contract";
import { accumulate, type MomentumState } from "../transforms/accumulateMomentum.ts";
import { chain } from "../transforms/chain.ts";
import { scaleByRate, type LearningRate, type ScheduleState } from "../transforms/scaleBySchedule.ts";

/**
 * Gradient descent with momentum: v ← momentum · v + g; w ← w − learningRate · v.
 *
 * PyTorch's convention: the learning rate is not part of the velocity, so a change of it acts at once on what was accumulated;
 * a steady gradient is taken 1 / (1 − momentum) times.
 *
 * @param options - `learningRate`: a number from 0, or a schedule; `momentum` in [0, 1), default 0.9.
 * @returns the optimizer.
 * @throws ParameterError for an option outside of its domain.
 * @example
 * const optimizer = momentum({ learningRate: 0.1, momentum: 0.5 })
 * const first = optimizer.step(tensor(1), optimizer.init(tensor(0)), tensor(0))
 * first.weights.item() // → -0.1
 * optimizer.step(tensor(1), first.state, first.weights).weights.item() // → -0.25
 * @see Sutskever, Martens, Dahl & Hinton, "On the importance of initialization and momentum in deep learning", ICML 2013; PyTorch,
 *   torch.optim.SGD.
 */
export function momentum(options: {
  readonly learningRate: LearningRate;
  readonly momentum?: number;
}): Optimizer<readonly [readonly MomentumState[], ScheduleState]> {
  const { learningRate, ...rest } = options;
  return defineTreeOptimizer({
    ...chain(accumulate("momentum", rest), scaleByRate("momentum", learningRate)),
    name: "momentum",
  });
}
