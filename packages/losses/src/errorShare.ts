import { add, div0, mul, sigmoid, sub, neg, sum, type Tensor } from "@surprisal/tensor";

export interface RegionWeights {
  /** What a false positive counts, beside 1 for a true positive. */
  readonly alpha: number;
  /** What a false negative counts. */
  readonly beta: number;
  /** Added to the whole. */
  readonly smooth: number;
}

/**
 * One less the Tversky index of each row, as the errors over the whole: (α·FP + β·FN) / (TP + α·FP + β·FN + smooth), with soft counts. As a
 * difference from 1 it would have no digits left where the prediction is good.
 */
export function errorShare(logits: Tensor, target: Tensor, { alpha, beta, smooth }: RegionWeights): Tensor {
  const count = (terms: Tensor): Tensor => sum(terms, { axis: -1 });
  const p = sigmoid(logits);
  const truePositives = count(mul(p, target));
  const falsePositives = count(mul(p, sub(1, target)));
  const falseNegatives = count(mul(sigmoid(neg(logits)), target));
  const errors = add(mul(alpha, falsePositives), mul(beta, falseNegatives));
  return div0(errors, add(add(truePositives, errors), smooth));
}
