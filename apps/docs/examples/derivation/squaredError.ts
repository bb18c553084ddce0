import { binaryCrossEntropy, squaredError } from "@surprisal/losses";
import { grad, sigmoid, type Tensor } from "@surprisal/tensor";
import { doubles, y } from "./data.ts";
import { logits, type LogisticWeights } from "./logistic.ts";

/** (σ(z) − 1)²: the squared error of a row of class 1 as a function of its logit. */
export const squaredOf = (z: Tensor): Tensor => squaredError(sigmoid(z), doubles(1));

/** −log σ(z): its cross-entropy. */
export const surprisalOf = (z: Tensor): Tensor => binaryCrossEntropy(z, doubles(1));

/** First and second derivative of a function of one number. */
export function slopes(f: (z: Tensor) => Tensor, z: number): { readonly first: number; readonly second: number } {
  const first = grad(f);
  return { first: first(doubles(z)).item(), second: grad(first)(doubles(z)).item() };
}

/** Σ (ŷ − y)². */
export const squaredLoss = (weights: LogisticWeights): Tensor => squaredError.sum(sigmoid(logits(weights)), y);

/** Sure of the wrong class on every row with x₁ = 1. */
export const wrongSide: LogisticWeights = { w: doubles([-8, 0]), b: doubles(0) };
