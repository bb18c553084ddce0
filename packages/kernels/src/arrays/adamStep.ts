import type { Lanes } from "../assembler/lanes.ts";
import { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { kernelMemoryImport } from "../memory/kernelMemory.ts";
import { ThreadedModule } from "../threads/threadedModule.ts";
import { eachVector } from "./eachVector.ts";
import { type Floats, lanesOf } from "./floats.ts";
import { runOverArrays } from "./runOverArrays.ts";
import { splatOf } from "./splatOf.ts";

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

const modules = new Map<Lanes, ThreadedModule>();

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
  const lanes = lanesOf("adamStep", { weights, gradient, mean, meanSquare });
  let module = modules.get(lanes);
  if (module === undefined) modules.set(lanes, (module = new ThreadedModule(codeOf(lanes))));
  const operands = [
    { array: weights, isWritten: true },
    { array: gradient },
    { array: mean, isWritten: true },
    { array: meanSquare, isWritten: true },
  ];
  runOverArrays(module, "adam", operands, [
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
    1 / (1 - beta2 ** step),
    epsilon,
    learningRate / (1 - beta1 ** step),
    learningRate * weightDecay,
  ]);
}

function codeOf(lanes: Lanes): Uint8Array {
  const module = new ModuleBuilder({ memory: kernelMemoryImport() });
  const arrays = ["i32", "i32", "i32", "i32"] as const;
  const numbers = ["f64", "f64", "f64", "f64", "f64", "f64", "f64", "f64"] as const;
  const parameters = [...arrays, ...numbers, "i32", "i32", "i32"] as const;
  module.function("adam", { parameters, export: true }, (f, w, g, m, v, ...rest) => {
    const [beta1, newBeta1, beta2, newBeta2, correction, epsilon, rate, decay, first, end] = rest;
    const [keep, take] = [splatOf(f, lanes, beta1), splatOf(f, lanes, newBeta1)];
    const [keepSquare, takeSquare] = [splatOf(f, lanes, beta2), splatOf(f, lanes, newBeta2)];
    const [unbias, small] = [splatOf(f, lanes, correction), splatOf(f, lanes, epsilon)];
    const [scale, shrink] = [splatOf(f, lanes, rate), splatOf(f, lanes, decay)];
    const { add, div, mul, sqrt, sub } = lanes;
    eachVector(f, lanes, first, end, ({ load, store }) => {
      const slope = f.local(load(g));
      const mean = f.local(add(mul(load(m), keep), mul(slope, take)));
      const meanSquare = f.local(add(mul(load(v), keepSquare), mul(mul(slope, slope), takeSquare)));
      store(m, mean);
      store(v, meanSquare);
      const weight = f.local(load(w));
      const step = div(mul(mean, scale), add(sqrt(mul(meanSquare, unbias)), small));
      store(w, sub(weight, add(step, mul(weight, shrink))));
    });
  });
  return module.bytes();
}
