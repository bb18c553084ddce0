import { checkClasses, checkCount, checkLengths } from "./check.ts";

/**
 * How often rows of each class were taken for each class.
 *
 * @param predicted - `[N]`, classes 0 … C − 1.
 * @param actual - `[N]`, classes 0 … C − 1.
 * @param classCount - C, a whole number from 1.
 * @returns counts, C rows of C columns: `matrix[actual][predicted]`.
 * @throws ShapeError where the lengths differ; DataError for no rows; ClassError for a class outside 0 … C − 1; ParameterError
 *   for `classCount`.
 * @example
 * confusionMatrix([0, 0, 2, 2, 0, 2], [2, 0, 2, 2, 0, 1], 3) // → [[2, 0, 0], [0, 0, 1], [1, 0, 2]]
 */
export function confusionMatrix(
  predicted: ArrayLike<number>,
  actual: ArrayLike<number>,
  classCount: number,
): number[][] {
  checkCount("confusionMatrix", "classCount", classCount);
  checkLengths("confusionMatrix", "predicted", predicted, "actual", actual);
  checkClasses("confusionMatrix", "predicted", predicted, classCount);
  checkClasses("confusionMatrix", "actual", actual, classCount);
  const matrix = Array.from({ length: classCount }, () => Array.from({ length: classCount }, () => 0));
  for (let i = 0; i < actual.length; i++) matrix[actual[i]!]![predicted[i]!]! += 1;
  return matrix;
}
