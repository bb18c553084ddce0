import { join } from "node:path";
import { adamStep } from "@surprisal/kernels";
import { adam } from "@surprisal/optimizers";
import { tensor } from "@surprisal/tensor";
import { normals } from "../data.ts";
import { adam as byHand } from "../handWritten/adam.ts";
import type { Case, Contender, Result, Runner, Work } from "../harness/work.ts";
import { jaxJs } from "../peers/jax.ts";
import { python } from "../peers/python.ts";
import { tunedPyTorch } from "../peers/pytorch.ts";
import { tensorFlow } from "../peers/tensorflow.ts";
import { inKernelMemory } from "./numbers.ts";

/** A step of Adam: weights and both running means. */
export const adamWork: Work = {
  name: "Adam step",
  sizes: [
    { name: "100000", make: () => makeCase(100_000) },
    { name: "10000000", make: () => makeCase(10_000_000) },
  ],
};

type Numbers = Float32Array | Float64Array;
type Step = (weights: Numbers, gradient: Numbers, mean: Numbers, meanSquare: Numbers, step: number) => void;

interface Weights {
  readonly weights: Float32Array<ArrayBuffer>;
  readonly gradient: Float32Array<ArrayBuffer>;
}

const learningRate = 0.001;
/** What is checked are the weights after as many steps, with these multiples of the gradient: were it always the same, a step would be its sign. */
const factors = [1, -0.5, 3];

export function makeCase(count: number): Case {
  const given = { weights: normals(count, 1, 1), gradient: normals(count, 0.1, 2) };
  const inputs = () => ({
    weights: { numbers: given.weights, shape: [count] },
    gradient: { numbers: given.gradient, shape: [count] },
  });
  const native = { precision: "float32", script: join(import.meta.dirname, "adam.py"), inputs } as const;
  const isLarge = count > 1e6;
  return {
    demand: { reads: 4 * count, writes: 3 * count, numbers: 4 * count, operations: 0 },
    reference: () => reference(given),
    tolerance: () => ({ weights: 1e-6 }),
    contenders: [
      { ...local("adamStep in place", "ours", given, takeStep, inKernelMemory), usesThreads: true },
      local("adamStep", "ours", given, takeStep, copyOf),
      ofOptimizers(given),
      local("hand-written JavaScript", "hand-written", given, (...all) => byHand(...all, learningRate), copyOf),
      tensorFlowWork(given, "wasm"),
      tensorFlowWork(given, "cpu", isLarge ? "takes seconds a turn" : undefined),
      jaxWork(given),
      ...[false, true].map((foreach) =>
        tunedPyTorch(
          { ...native, options: { foreach, factors, learningRate } },
          foreach ? "PyTorch foreach, tuned" : undefined,
        ),
      ),
      python({ ...native, name: "PyTorch", modules: ["torch"], options: { foreach: false, factors, learningRate } }),
    ],
  };
}

const takeStep: Step = (weights, gradient, mean, meanSquare, step) =>
  adamStep(weights, gradient, mean, meanSquare, { step, learningRate });

const copyOf = (numbers: Float32Array): Float32Array => numbers.slice();

function local(
  name: string,
  side: Contender["side"],
  { weights, gradient }: Weights,
  step: Step,
  place: (numbers: Float32Array<ArrayBuffer>) => Float32Array,
): Contender {
  return {
    name,
    side,
    precision: "float32",
    prepare: (): Runner => {
      const zero = new Float32Array(weights.length);
      const [w, g, m, v] = [place(weights), place(gradient), place(zero), place(zero)];
      let count = 0;
      return {
        run: () => step(w, g, m, v, ++count),
        result: () => {
          const [anew, mean, meanSquare] = [weights.slice(), zero.slice(), zero.slice()];
          for (const [n, factor] of factors.entries())
            step(
              anew,
              gradient.map((x) => x * factor),
              mean,
              meanSquare,
              n + 1,
            );
          return { weights: anew };
        },
      };
    },
  };
}

/** The optimizer of tensors, which makes new ones. */
function ofOptimizers({ weights, gradient }: Weights): Contender {
  return {
    name: "adam, new tensors",
    side: "ours",
    precision: "float32",
    prepare: () => {
      const optimizer = adam({ learningRate });
      const [start, slope] = [tensor(weights), tensor(gradient)];
      let now = { weights: start, state: optimizer.init(start) };
      return {
        run: () => (now = optimizer.step(slope, now.state, now.weights)),
        result: () => {
          let anew = { weights: start, state: optimizer.init(start) };
          for (const factor of factors)
            anew = optimizer.step(tensor(gradient.map((x) => x * factor)), anew.state, anew.weights);
          return { weights: anew.weights.data };
        },
      };
    },
  };
}

function tensorFlowWork({ weights, gradient }: Weights, backend: "cpu" | "wasm", skipped?: string): Contender {
  return tensorFlow(
    backend,
    (tf) => {
      const begin = () => ({
        w: tf.variable(tf.tensor1d(weights)),
        optimizer: tf.train.adam(learningRate, 0.9, 0.999, 1e-8),
      });
      const { w, optimizer } = begin();
      const slope = tf.tensor1d(gradient);
      return {
        run: () => {
          optimizer.applyGradients([{ name: w.name, tensor: slope }]);
          return {};
        },
        result: () => {
          const anew = begin();
          for (const factor of factors)
            anew.optimizer.applyGradients([{ name: anew.w.name, tensor: tf.mul(slope, factor) }]);
          return { weights: anew.w };
        },
      };
    },
    skipped,
  );
}

/** A step always from the same state: its own are as large as any. */
function jaxWork({ weights, gradient }: Weights): Contender {
  return jaxJs("float32", ({ jit, numpy }) => {
    const [w, g] = [numpy.array(weights), numpy.array(gradient)];
    const [m, v] = [numpy.zeros([weights.length]), numpy.zeros([weights.length])];
    type Arrays = typeof w;
    const stepOf = (step: number) => {
      const [scale, correction] = [learningRate / (1 - 0.9 ** step), 1 / (1 - 0.999 ** step)];
      return jit((weight: Arrays, slope: Arrays, mean: Arrays, square: Arrays) => {
        const newMean = mean.mul(0.9).add(slope.ref.mul(0.1));
        const newSquare = square.mul(0.999).add(slope.ref.mul(slope).mul(0.001));
        const size = numpy.sqrt(newSquare.ref.mul(correction)).add(1e-8);
        return [weight.sub(newMean.ref.mul(scale).div(size)), newMean, newSquare] as [Arrays, Arrays, Arrays];
      });
    };
    const steps = factors.map((_, n) => stepOf(n + 1));
    const first = steps[0] as ReturnType<typeof stepOf>;
    return {
      run: () => {
        const [weight, mean, square] = first(w.ref, g.ref, m.ref, v.ref);
        return { weight, mean, square };
      },
      result: () => {
        let [weight, mean, square] = [w.ref, m.ref, v.ref];
        for (const [n, step] of steps.entries())
          [weight, mean, square] = step(weight, g.ref.mul(factors[n] as number), mean, square);
        mean.dispose();
        square.dispose();
        return { weights: weight };
      },
    };
  });
}

/** Plainly, in float64. */
function reference({ weights, gradient }: Weights): Result {
  const w = Float64Array.from(weights);
  const [m, v] = [new Float64Array(w.length), new Float64Array(w.length)];
  for (const [n, factor] of factors.entries()) {
    // The multiples are rounded as the gradient is.
    byHand(w, Float64Array.from(gradient.map((x) => x * factor)), m, v, n + 1, learningRate);
  }
  return { weights: w };
}
