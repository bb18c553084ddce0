import { defineBatchLoss } from "@surprisal/contract";
import { div, logSoftmax, matmul, mean, neg, pick, square, sub, transpose, arange } from "@surprisal/tensor";
import { between, classIndices, tensorsOf, type BatchLossLawOptions } from "../../src/index.ts";

const numbers: BatchLossLawOptions["target"] = (examples) => tensorsOf([examples], between(-8, 8));
const rows: BatchLossLawOptions["target"] = (examples) => tensorsOf([examples, 3], between(-2, 2));

/** The variance of the errors: no sum over examples. */
export const variance = defineBatchLoss({
  name: "variance",
  target: "real",
  value: (x, y) => mean(square(sub(sub(x, y), mean(sub(x, y))))),
});

export const ofVariance: BatchLossLawOptions = {
  prediction: numbers,
  target: numbers,
  float32Factor: 8,
  examples: [{ prediction: [1, 2, 6], target: [1, 1, 2], value: 26 / 9 }],
};

/** Each row of the prediction against all rows of the target. */
export const contrastive = defineBatchLoss({
  name: "contrastive",
  target: "row",
  weighsExamples: true,
  parameters: { temperature: { default: 2, domain: "(0, ∞)" } },
  value: (x, y, { temperature }) => {
    const logits = div(matmul(x, transpose(y)), temperature);
    return neg(pick(logSoftmax(logits), arange(x.shape[0] ?? 0)));
  },
});

export const ofContrastive: BatchLossLawOptions = {
  prediction: rows,
  target: rows,
  differentiableTarget: true,
  float32Factor: 4,
};

/** Cross-entropy: a target of classes. */
export const surprisal = defineBatchLoss({
  name: "surprisal",
  prediction: "logits",
  target: "classes",
  value: (logits, classes) => neg(mean(pick(logSoftmax(logits), classes))),
});

export const ofSurprisal: BatchLossLawOptions = {
  prediction: rows,
  target: (examples) => tensorsOf([examples], classIndices(3), "int32"),
  classCount: 3,
  sizes: [2, 4],
};
