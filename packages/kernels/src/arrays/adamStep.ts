import type { Floats } from "../floats.ts";
import { takeStep } from "./takeStep.ts";

export interface AdamStep {
  /** The number of this step: 1, 2, … */
  readonly step: number;
  readonly learningRate: number;
  /** Default 0.9. */
  readonly beta1?: number;
  /** Default 0.999. */
  readonly beta2?: number;
  /** Default 1e-8. */
  readonly epsilon?: number;
  /** Decoupled, as in AdamW. Default 0. */
  readonly weightDecay?: number;
}

/**
 * A step of Adam or AdamW, in one pass over the arrays: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
 * w ← w − η·(m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε) + λw). The same bits on every machine and any number of threads.
 *
 * @param weights - w, changed.
 * @param gradient - g, as many, of the same type.
 * @param mean - m, likewise, changed; zeros before the first step.
 * @param meanSquare - v, likewise, changed; zeros before the first step.
 * @param parameters - the step t, from 1; `learningRate` η; `beta1`, `beta2`, `epsilon`; `weightDecay` λ.
 * @throws TypeError for arrays of several types; RangeError for several lengths and a step below 1; an Error where the page or engine has no WebAssembly (`supports.simd`).
 * @example
 * const [weights, mean, meanSquare] = [Float64Array.of(1, 1), new Float64Array(2), new Float64Array(2)]
 * adamStep(weights, Float64Array.of(2, -300), mean, meanSquare, { step: 1, learningRate: 0.1 })
 * adamStep(weights, Float64Array.of(-1, 0), mean, meanSquare, { step: 2, learningRate: 0.1 })
 * weights // → [0.87337, 1.16701]
 * @see Kingma & Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1; Loshchilov & Hutter, "Decoupled Weight Decay
 *   Regularization", ICLR 2019, algorithm 2, with the decay times the learning rate.
 */
export function adamStep(
  weights: Floats,
  gradient: Floats,
  mean: Floats,
  meanSquare: Floats,
  { step, learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 }: AdamStep,
): void {
  if (!(step >= 1)) throw new RangeError(`adamStep: step is ${step}, expected a number from 1`);
  const numbers = [
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
    1 / (1 - beta2 ** step),
    epsilon,
    learningRate / (1 - beta1 ** step),
    learningRate * weightDecay,
  ];
  takeStep(
    "adamStep",
    "adam",
    { weights, mean, meanSquare, gradient },
    numbers,
    ({ add, div, mul, sqrt, sub }) =>
      (f, w, m, v, g, keep, take, keepSquare, takeSquare, unbias, small, scale, shrink) => {
        const slope = f.local(g);
        const mean = f.local(add(mul(m, keep), mul(slope, take)));
        const meanSquare = f.local(add(mul(v, keepSquare), mul(mul(slope, slope), takeSquare)));
        const step = div(mul(mean, scale), add(sqrt(mul(meanSquare, unbias)), small));
        const weight = f.local(w);
        return [sub(weight, add(step, mul(weight, shrink))), mean, meanSquare];
      },
  );
}
