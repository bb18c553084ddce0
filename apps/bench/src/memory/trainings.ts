import { fuse } from "@surprisal/contract/compile";
import { binaryCrossEntropy, crossEntropy } from "@surprisal/losses";
import { generator, mul, normal, sub, sum, valueAndGrad, zeros, type Tensor } from "@surprisal/tensor";

/** A step of gradient descent: the loss, and the weights after it. */
export type Step = (weights: Tensor) => { readonly value: Tensor; readonly weights: Tensor };

/** What is trained: a loss, its gradient and an update of the weights, all of them new tensors. */
export interface Training {
  readonly name: string;
  readonly start: Tensor;
  readonly step: Step;
}

interface Maker {
  /** As many as end in minutes. */
  readonly steps: number;
  readonly make: (name: string) => Training;
}

function descent(name: string, start: Tensor, loss: (weights: Tensor) => Tensor, rate: number): Training {
  const both = valueAndGrad(loss);
  const step: Step = (weights) => {
    const { value, gradient } = both(weights);
    return { value, weights: sub(weights, mul(gradient, rate)) };
  };
  return { name, start, step };
}

const classesOf = (rows: number, count: number): Int32Array => Int32Array.from({ length: rows }, (_, i) => i % count);

/** A weight for each of 256 features of each example: seven new tensors of that size a step. */
const opByOp = (rows: number, steps: number): Maker => ({
  steps,
  make: (name) => {
    const x = normal([rows, 256], generator(1));
    const y = Float32Array.from({ length: rows }, (_, i) => i % 2);
    const loss = (w: Tensor): Tensor => binaryCrossEntropy.mean(sum(mul(w, x), { axis: -1 }), y);
    return descent(name, zeros([rows, 256]), loss, 0.1);
  },
});

/** Free logits of examples of 256 classes: the loss and its gradient by a compiled pass, three new tensors a step. */
const compiled = (rows: number, steps: number): Maker => ({
  steps,
  make: (name) => {
    const fused = fuse(crossEntropy);
    const y = classesOf(rows, 256);
    return descent(name, normal([rows, 256], generator(1)), (z) => fused.mean(z, y), 0.1);
  },
});

/** Trainings by name, which tells the size of their tensors. */
const makers = {
  "compiled, 1 MiB": compiled(1024, 10_000),
  "compiled, 4 MiB": compiled(4096, 10_000),
  "op by op, 1 MiB": opByOp(1024, 10_000),
  "op by op, 4 MiB": opByOp(4096, 2000),
  /** Too little to matter. */
  "op by op, 5 kB": {
    steps: 10_000,
    make: (name) => {
      const y = classesOf(128, 10);
      return descent(name, normal([128, 10], generator(1)), (z) => crossEntropy.mean(z, y), 0.1);
    },
  },
} satisfies Readonly<Record<string, Maker>>;

export type TrainingName = keyof typeof makers;
// The keys are all that its type says.
export const trainingNames = Object.keys(makers) as readonly TrainingName[];

export const makeTraining = (name: TrainingName): Training => makers[name].make(name);
export const stepsOf = (name: TrainingName): number => makers[name].steps;
