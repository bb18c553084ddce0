import { defineOptimizer, type Optimizer } from "@surprisal/contract";
import { maximum, minimum } from "@surprisal/tensor";
import { checkPositive } from "../parameters.ts";

/**
 * Cuts every entry of the gradient to [−limit, limit]. NaN stays NaN.
 *
 * @param limit - above 0.
 * @returns an optimizer, to stand before others in a chain.
 * @throws ParameterError for a limit that is not above 0.
 * @example
 * const optimizer = clipByValue(1)
 * const weights = tensor([0, 0, 0])
 * optimizer.update(tensor([-5, 0.5, Infinity]), optimizer.init(weights), weights).update // → [-1, 0.5, 1]
 */
export function clipByValue(limit: number): Optimizer<readonly null[]> {
  checkPositive("clipByValue", "limit", limit);
  return defineOptimizer({
    name: "clipByValue",
    init: () => null,
    step: (gradient, state) => ({ update: minimum(maximum(gradient, -limit), limit), state }),
  });
}
