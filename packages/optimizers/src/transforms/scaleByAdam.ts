import { defineOptimizer, type Optimizer } from "@surprisal/contract";
import { add, div, mul, sqrt, square, zeros, type Tensor } from "@surprisal/tensor";
import { checkDecay, checkPositive } from "../parameters.ts";

/** Running means of the gradient and of its square, before bias correction. */
export interface AdamState {
  readonly step: number;
  readonly mean: Tensor;
  readonly meanSquare: Tensor;
}

export interface AdamOptions {
  /** How slowly the mean of the gradient forgets, in [0, 1). Default 0.9. */
  readonly beta1?: number;
  /** How slowly the mean of its square forgets, in [0, 1). Default 0.999. */
  readonly beta2?: number;
  /** Added to the root of the mean square, above 0. Default 1e-8. */
  readonly epsilon?: number;
}

/**
 * Divides the mean gradient by the root of the mean squared gradient, each corrected for having begun at 0.
 *
 * m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; the update is m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε) in step t = 1, 2, …
 *
 * @param options - see AdamOptions.
 * @returns an optimizer, to stand in a chain.
 * @throws ParameterError for an option outside of its domain.
 * @example
 * const optimizer = scaleByAdam()
 * const weights = tensor([0, 0])
 * optimizer.update(tensor([0.01, -100]), optimizer.init(weights), weights).update // → [1, -1]
 * @see Kingma & Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1.
 */
export function scaleByAdam(options: AdamOptions = {}): Optimizer<readonly AdamState[]> {
  return scaleAsAdam("scaleByAdam", options);
}

/** scaleByAdam on behalf of the optimizer that errors shall name. */
export function scaleAsAdam(
  name: string,
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions,
): Optimizer<readonly AdamState[]> {
  checkDecay(name, "beta1", beta1);
  checkDecay(name, "beta2", beta2);
  checkPositive(name, "epsilon", epsilon);
  return defineOptimizer<AdamState>({
    name,
    init: ({ shape, dtype }) => ({ step: 0, mean: zeros(shape, { dtype }), meanSquare: zeros(shape, { dtype }) }),
    step: (gradient, state) => {
      const step = state.step + 1;
      const mean = add(mul(state.mean, beta1), mul(gradient, 1 - beta1));
      const meanSquare = add(mul(state.meanSquare, beta2), mul(square(gradient), 1 - beta2));
      const root = sqrt(div(meanSquare, 1 - beta2 ** step));
      return { update: div(div(mean, 1 - beta1 ** step), add(root, epsilon)), state: { step, mean, meanSquare } };
    },
  });
}
