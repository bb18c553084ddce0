import { defineTreeOptimizer, type Optimizer } from "@surprisal/contract";
import { checkNotNegative } from "../parameters.ts";
import { addDecayedWeights } from "../transforms/addDecayedWeights.ts";
import { chain } from "../transforms/chain.ts";
import { scaleAsAdam, type AdamOptions, type AdamState } from "../transforms/scaleByAdam.ts";
import { scaleByRate, type LearningRate, type ScheduleState } from "../transforms/scaleBySchedule.ts";

/**
 * Adam with decoupled weight decay: each step also takes learningRate · weightDecay · w off the weights, which the gradient's
 * running means do not see.
 *
 * @param options - as for `adam`; `weightDecay` from 0, default 0.01.
 * @returns the optimizer.
 * @throws ParameterError for an option outside of its domain.
 * @example
 * const optimizer = adamw({ learningRate: 0.1, weightDecay: 0.5 })
 * const weights = tensor([1, 1])
 * optimizer.step(tensor([2, 0]), optimizer.init(weights), weights).weights // → [0.85, 0.95]
 * @see Loshchilov & Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, algorithm 2, with the decay times the learning rate, as
 *   in PyTorch, torch.optim.AdamW.
 */
export function adamw(
  options: AdamOptions & { readonly learningRate?: LearningRate; readonly weightDecay?: number } = {},
): Optimizer<readonly [readonly AdamState[], readonly null[], ScheduleState]> {
  const { learningRate = 1e-3, weightDecay = 0.01, ...rest } = options;
  checkNotNegative("adamw", "weightDecay", weightDecay);
  const parts = chain(scaleAsAdam("adamw", rest), addDecayedWeights(weightDecay), scaleByRate("adamw", learningRate));
  return defineTreeOptimizer({ ...parts, name: "adamw" });
}
