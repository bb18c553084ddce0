import { defineOptimizer, type Optimizer } from "@surprisal/contract";
import { add, mul } from "@surprisal/tensor";
import { checkNotNegative } from "../parameters.ts";

/**
 * Adds a share of the weights to the gradient: before `sgd` that is an L2 penalty of ½ · decay · ‖w‖²; after an adaptive
 * direction, as in `adamw`, decoupled weight decay.
 *
 * @param decay - from 0.
 * @returns an optimizer, to stand before others in a chain.
 * @throws ParameterError for a decay below 0 or not finite.
 * @example
 * const optimizer = addDecayedWeights(0.1)
 * const weights = tensor([10, -20])
 * optimizer.update(tensor([1, 1]), optimizer.init(weights), weights).update // → [2, -1]
 */
export function addDecayedWeights(decay: number): Optimizer<readonly null[]> {
  checkNotNegative("addDecayedWeights", "decay", decay);
  return defineOptimizer({
    name: "addDecayedWeights",
    init: () => null,
    step: (gradient, state, weight) => ({ update: add(gradient, mul(weight, decay)), state }),
  });
}
