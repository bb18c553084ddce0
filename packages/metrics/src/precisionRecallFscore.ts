import { checkClasses, checkCount, checkLengths } from "./check.ts";

/** How well one class is found. */
export interface ClassScores {
  /** Rows that are of the class. */
  readonly support: number;
  /** Of the rows predicted to be of the class, the share that is. */
  readonly precision: number;
  /** Of the rows that are of the class, the share that was found: the class's true positive rate. */
  readonly recall: number;
  /** F1: the harmonic mean of precision and recall. */
  readonly fscore: number;
}

// As scikit-learn with zero_division=0.
const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

/**
 * Precision, recall and F1 of each class. Where nothing is to be divided by (a class never predicted, or without rows), the score
 * is 0, as in scikit-learn.
 *
 * @param predicted - `[N]`, classes 0 … C − 1.
 * @param actual - `[N]`, classes 0 … C − 1.
 * @param classCount - C, a whole number from 1.
 * @returns the scores, in the order of the classes.
 * @throws ShapeError where the lengths differ; DataError for no rows; ClassError for a class outside 0 … C − 1; ParameterError
 *   for `classCount`.
 * @example
 * const scores = precisionRecallFscore([0, 2, 1, 0, 0, 1], [0, 1, 2, 0, 1, 2], 3)
 * scores[0].support // → 2
 * scores[0].precision // → 0.667
 * scores[0].recall // → 1
 * scores[0].fscore // → 0.8
 */
export function precisionRecallFscore(
  predicted: ArrayLike<number>,
  actual: ArrayLike<number>,
  classCount: number,
): ClassScores[] {
  const unit = "precisionRecallFscore";
  checkCount(unit, "classCount", classCount);
  checkLengths(unit, "predicted", predicted, "actual", actual);
  checkClasses(unit, "predicted", predicted, classCount);
  checkClasses(unit, "actual", actual, classCount);
  const support = new Float64Array(classCount);
  const found = new Float64Array(classCount);
  const right = new Float64Array(classCount);
  for (let i = 0; i < actual.length; i++) {
    support[actual[i]!]! += 1;
    found[predicted[i]!]! += 1;
    if (actual[i] === predicted[i]) right[actual[i]!]! += 1;
  }
  return Array.from(support, (rows, k) => ({
    support: rows,
    precision: share(right[k]!, found[k]!),
    recall: share(right[k]!, rows),
    fscore: share(2 * right[k]!, rows + found[k]!),
  }));
}
