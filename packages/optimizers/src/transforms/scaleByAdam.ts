import { defineOptimizer, type Optimizer } from "@surprisal/contract";
import { adamStep, supports } from "@surprisal/kernels";
import { add, asTensor, div, isTraced, mul, reshape, sqrt, square, zeros, type Tensor } from "@surprisal/tensor";
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
      if (isForKernel(gradient, state)) return inOnePass(gradient, state, { step, beta1, beta2, epsilon });
      const mean = add(mul(state.mean, beta1), mul(gradient, 1 - beta1));
      const meanSquare = add(mul(state.meanSquare, beta2), mul(square(gradient), 1 - beta2));
      const root = sqrt(div(meanSquare, 1 - beta2 ** step));
      return { update: div(div(mean, 1 - beta1 ** step), add(root, epsilon)), state: { step, mean, meanSquare } };
    },
  });
}

/** Below, ten ops take less than a kernel does to be compiled. */
const fewest = 256;

/** Are they numbers, and enough of them? What is traced must go through ops. */
function isForKernel(gradient: Tensor, { mean, meanSquare }: AdamState): boolean {
  const all = [gradient, mean, meanSquare];
  return !all.some(isTraced) && gradient.data.length >= fewest && supports.simd;
}

type Floats = Float32Array | Float64Array;

/** The same within its rounding. */
function inOnePass(
  gradient: Tensor,
  state: AdamState,
  options: { readonly step: number } & Required<AdamOptions>,
): { readonly update: Tensor; readonly state: AdamState } {
  const { shape, dtype } = gradient;
  const Numbers = dtype === "float32" ? Float32Array : Float64Array;
  const [mean, meanSquare] = [new Numbers(state.mean.data), new Numbers(state.meanSquare.data)];
  // From 0, at a rate of −1, a weight becomes the update.
  const update = new Numbers(mean.length);
  adamStep(update, gradient.data as Floats, mean, meanSquare, { ...options, learningRate: -1 });
  const inShape = (numbers: Floats): Tensor => reshape(asTensor(numbers), shape);
  return {
    update: inShape(update),
    state: { step: options.step, mean: inShape(mean), meanSquare: inShape(meanSquare) },
  };
}
