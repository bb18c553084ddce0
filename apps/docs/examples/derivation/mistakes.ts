import {
  add,
  div,
  exp,
  grad,
  log,
  matmul,
  mul,
  neg,
  sigmoid,
  sub,
  sum,
  transpose,
  type Tensor,
} from "@surprisal/tensor";
import { X, y } from "./data.ts";
import { logisticGradient, logits, type LogisticWeights } from "./logistic.ts";

/** w·X instead of X·w: `[2]` times `[4, 2]`. */
export const wrongShapes = ({ w }: LogisticWeights): Tensor => matmul(w, X);

/** `dw = -X.T.dot(yhat - y)`, and then `w -= lr * dw`: up the hill in w, and down in b. */
export function climbing(weights: LogisticWeights): LogisticWeights {
  const { w, b } = logisticGradient(weights);
  return { w: neg(w), b };
}

/** Both slopes with the wrong sign. */
export function climbingInBoth(weights: LogisticWeights): LogisticWeights {
  const { w, b } = logisticGradient(weights);
  return { w: neg(w), b: neg(b) };
}

/** exp(z) / Σ exp(z), as it stands in the book: exp(710) is Infinity. */
export function overflowingSoftmax(z: Tensor): Tensor {
  const e = exp(z);
  return div(e, sum(e, { axis: -1, keepDims: true }));
}

/** −y·log ŷ + (1 − y)·log(1 − ŷ): the minus reaches the first term only. */
export const withoutBrackets = (prediction: Tensor, target: Tensor): Tensor =>
  add(mul(neg(target), log(prediction)), mul(sub(1, target), log(sub(1, prediction))));

/** The loss without brackets, added up over the rows. */
export const lossWithoutBrackets = (weights: LogisticWeights): Tensor =>
  sum(withoutBrackets(sigmoid(logits(weights)), y));

/** Xᵀ·((ŷ − y)·ŷ(1 − ŷ)): σ′ once more than there is. It is the gradient of ½ Σ (ŷ − y)², not of the cross-entropy. */
export function extraSlope(weights: LogisticWeights): LogisticWeights {
  const prediction = sigmoid(logits(weights));
  const difference = mul(sub(prediction, y), mul(prediction, sub(1, prediction)));
  return { w: matmul(transpose(X), difference), b: sum(difference) };
}

/** σ′ of z, given z. */
export const sigmoidSlope: (z: Tensor) => Tensor = grad((z: Tensor) => sigmoid(z));

/** σ′ given ŷ, though it is written for z: σ(ŷ)·(1 − σ(ŷ)). */
export const slopeOfPrediction = (z: Tensor): Tensor => sigmoidSlope(sigmoid(z));
