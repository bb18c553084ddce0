import { binaryCrossEntropy } from "@surprisal/losses";
import { add, matmul, sigmoid, sub, sum, transpose, type Tensor } from "@surprisal/tensor";
import { doubles, firstWeights, X, y } from "./data.ts";

/** `w` is `[2]`, `b` a number. A type, not an interface: a tree of tensors has no other keys. */
export type LogisticWeights = { readonly w: Tensor; readonly b: Tensor };

export const logisticStart: LogisticWeights = { w: doubles([...firstWeights]), b: doubles(0) };

/** z = X·w + b, `[4]`. */
export const logits = ({ w, b }: LogisticWeights): Tensor => add(matmul(X, w), b);

/** L = −Σ (y·log ŷ + (1 − y)·log(1 − ŷ)), from the logits. */
export const logisticLoss = (weights: LogisticWeights): Tensor => binaryCrossEntropy.sum(logits(weights), y);

/** ∂L/∂w = Xᵀ·(ŷ − y), ∂L/∂b = Σ (ŷ − y): the end of the derivation. */
export function logisticGradient(weights: LogisticWeights): LogisticWeights {
  const difference = sub(sigmoid(logits(weights)), y);
  return { w: matmul(transpose(X), difference), b: sum(difference) };
}
