import type { Lanes } from "../assembler/lanes.ts";
import { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { kernelMemoryImport } from "../memory/kernelMemory.ts";
import { ThreadedModule } from "../threads/threadedModule.ts";
import { eachVector } from "./eachVector.ts";
import { type Floats, lanesOf } from "./floats.ts";
import { runOverArrays } from "./runOverArrays.ts";
import { splatOf } from "./splatOf.ts";

export interface MomentumStep {
  readonly learningRate: number;
  /** What is left of the velocity after a step. Default 0.9. */
  readonly momentum?: number;
  /** Look one step ahead, as Nesterov does. Default false. */
  readonly nesterov?: boolean;
}

const modules = new Map<Lanes, ThreadedModule>();

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
  const lanes = lanesOf("momentumStep", { weights, gradient, velocity });
  let module = modules.get(lanes);
  if (module === undefined) modules.set(lanes, (module = new ThreadedModule(codeOf(lanes))));
  const operands = [{ array: weights, isWritten: true }, { array: gradient }, { array: velocity, isWritten: true }];
  runOverArrays(module, nesterov ? "nesterov" : "momentum", operands, [momentum, learningRate]);
}

function codeOf(lanes: Lanes): Uint8Array {
  const module = new ModuleBuilder({ memory: kernelMemoryImport() });
  for (const name of ["momentum", "nesterov"] as const) {
    const parameters = ["i32", "i32", "i32", "f64", "f64", "i32", "i32", "i32"] as const;
    module.function(name, { parameters, export: true }, (f, w, g, u, momentum, learningRate, first, end) => {
      const [keep, rate] = [splatOf(f, lanes, momentum), splatOf(f, lanes, learningRate)];
      const { add, mul, sub } = lanes;
      eachVector(f, lanes, first, end, ({ load, store }) => {
        const slope = f.local(load(g));
        const velocity = f.local(add(mul(load(u), keep), slope));
        store(u, velocity);
        const step = name === "nesterov" ? add(mul(velocity, keep), slope) : velocity;
        store(w, sub(load(w), mul(step, rate)));
      });
    });
  }
  return module.bytes();
}
