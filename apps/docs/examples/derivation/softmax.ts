import { crossEntropy } from "@surprisal/losses";
import { add, cast, matmul, softmax, sub, sum, transpose, type Tensor } from "@surprisal/tensor";
import { doubles, firstWeights, X, y } from "./data.ts";

/** `W` is `[2, 2]`, a column a class; `b` is `[2]`. */
export type SoftmaxWeights = { readonly W: Tensor; readonly b: Tensor };

const [w0, w1] = firstWeights;

/** Half the weights for class 1, and half of them taken away for class 0: the probabilities of the logistic start. */
export const softmaxStart: SoftmaxWeights = {
  W: doubles([
    [-w0 / 2, w0 / 2],
    [-w1 / 2, w1 / 2],
  ]),
  b: doubles([0, 0]),
};

export const classes: Tensor = cast(y, "int32");

/** The classes as rows of an identity matrix, `[4, 2]`. */
export const oneHot: Tensor = doubles([
  [1, 0],
  [1, 0],
  [0, 1],
  [0, 1],
]);

/** Z = X·W + b, `[4, 2]`. */
export const softmaxLogits = ({ W, b }: SoftmaxWeights): Tensor => add(matmul(X, W), b);

/** L = −Σ log p of the class that is true. */
export const softmaxLoss = (weights: SoftmaxWeights): Tensor => crossEntropy.sum(softmaxLogits(weights), classes);

/** ∂L/∂W = Xᵀ·(P − Y), ∂L/∂b = the sum of P − Y over the rows. */
export function softmaxGradient(weights: SoftmaxWeights): SoftmaxWeights {
  const difference = sub(softmax(softmaxLogits(weights)), oneHot);
  return { W: matmul(transpose(X), difference), b: sum(difference, { axis: 0 }) };
}
