import type { Floats } from "../floats.ts";
import { takeStep } from "./takeStep.ts";

export interface MomentumStep {
  readonly learningRate: number;
  /** What is left of the velocity after a step. Default 0.9. */
  readonly momentum?: number;
  /** Look one step ahead, as Nesterov does. Default false. */
  readonly nesterov?: boolean;
}

/**
 * A step of gradient descent with momentum, in one pass over the arrays: u ← μu + g, w ← w − ηu, or with `nesterov` w ← w − η(μu + g).
 * The same bits on every machine and any number of threads.
 *
 * @param weights - w, changed.
 * @param gradient - g, as many, of the same type.
 * @param velocity - u, likewise, changed; zeros before the first step.
 * @param parameters - `learningRate` η, `momentum` μ, `nesterov`.
 * @throws TypeError for arrays of several types; RangeError for several lengths; an Error where the page or engine has no WebAssembly (`supports.simd`).
 * @example
 * const [weights, velocity] = [Float32Array.of(1, 1), new Float32Array(2)]
 * momentumStep(weights, Float32Array.of(1, -2), velocity, { learningRate: 0.125, momentum: 0.5 })
 * momentumStep(weights, Float32Array.of(1, -2), velocity, { learningRate: 0.125, momentum: 0.5 })
 * weights // → [0.6875, 1.625]
 * @see Sutskever, Martens, Dahl & Hinton, "On the Importance of Initialization and Momentum in Deep Learning", ICML 2013; PyTorch, torch.optim.SGD.
 */
export function momentumStep(
  weights: Floats,
  gradient: Floats,
  velocity: Floats,
  { learningRate, momentum = 0.9, nesterov = false }: MomentumStep,
): void {
  const kernel = nesterov ? "nesterov" : "momentum";
  takeStep(
    "momentumStep",
    kernel,
    { weights, velocity, gradient },
    [momentum, learningRate],
    ({ add, mul, sub }) =>
      (f, w, u, g, keep, rate) => {
        const slope = f.local(g);
        const velocity = f.local(add(mul(u, keep), slope));
        const step = nesterov ? add(mul(velocity, keep), slope) : velocity;
        return [sub(w, mul(step, rate)), velocity];
      },
  );
}
