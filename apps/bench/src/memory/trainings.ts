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

function descent(name: string, start: Tensor, loss: (weights: Tensor) => Tensor, rate: number): Training {
  const both = valueAndGrad(loss);
  const step: Step = (weights) => {
    const { value, gradient } = both(weights);
    return { value, weights: sub(weights, mul(gradient, rate)) };
  };
  return { name, start, step };
}

const classesOf = (rows: number, count: number): Int32Array => Int32Array.from({ length: rows }, (_, i) => i % count);

const makers = {
  /** A weight for each of 256 features of 512 examples: five new tensors of 512 KiB a step. */
  logistic: (name) => {
    const x = normal([512, 256], generator(1));
    const y = Float32Array.from({ length: 512 }, (_, i) => i % 2);
    const loss = (w: Tensor): Tensor => binaryCrossEntropy.mean(sum(mul(w, x), { axis: -1 }), y);
    return descent(name, zeros([512, 256]), loss, 0.1);
  },
  /** Free logits of 1024 examples: the loss and its gradient, 1 MiB, by a compiled pass. */
  compiled: (name) => {
    const fused = fuse(crossEntropy);
    const y = classesOf(1024, 256);
    return descent(name, normal([1024, 256], generator(1)), (z) => fused.mean(z, y), 0.1);
  },
  /** 5 kB: too little to matter. */
  small: (name) => {
    const y = classesOf(128, 10);
    return descent(name, normal([128, 10], generator(1)), (z) => crossEntropy.mean(z, y), 0.1);
  },
} satisfies Readonly<Record<string, (name: string) => Training>>;

export type TrainingName = keyof typeof makers;
// The keys are all that its type says.
export const trainingNames = Object.keys(makers) as readonly TrainingName[];

export const makeTraining = (name: TrainingName): Training => makers[name](name);
