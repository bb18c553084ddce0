import type { Table } from "@surprisal/data";
import { crossEntropy } from "@surprisal/losses";
import { confusionMatrix } from "@surprisal/metrics";
import type { TableClassifier } from "@surprisal/models";
import { argmax, softmax, tensor } from "@surprisal/tensor";

/** What a classifier says of rows whose classes are known, and how right it is. */
export interface Judgement {
  readonly actual: Int32Array;
  /** `[N · C]` */
  readonly probabilities: Float64Array;
  readonly correct: number;
  /** The mean surprisal of the actual classes, in nats. */
  readonly logLoss: number;
  /** `[actual][predicted]` */
  readonly confusion: readonly (readonly number[])[];
}

/** Compares a classifier with the classes in a table's target column. */
export function judge(classifier: TableClassifier, table: Table, target = classifier.target): Judgement {
  const actual = classifier.actual(table, target);
  // From the logits: a probability has lost the digits that a large surprisal needs.
  const logits = classifier.predictLogits(table);
  const predicted = argmax(logits).data;
  return {
    actual,
    probabilities: Float64Array.from(softmax(logits).data),
    correct: actual.reduce((count, index, i) => count + Number(predicted[i] === index), 0),
    logLoss: crossEntropy.mean(logits, tensor(actual)).item(),
    confusion: confusionMatrix(predicted, actual, classifier.classes.length),
  };
}
