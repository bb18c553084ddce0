import { checkLengths } from "./check.ts";

/**
 * The share of rows whose predicted class is the actual one.
 *
 * @param predicted - `[N]`, classes.
 * @param actual - `[N]`, classes.
 * @returns a number from 0 to 1.
 * @throws ShapeError where the lengths differ; DataError for no rows.
 * @example
 * accuracy([0, 2, 1, 3], [0, 1, 2, 3]) // → 0.5
 */
export function accuracy(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  checkLengths("accuracy", "predicted", predicted, "actual", actual);
  let right = 0;
  for (let i = 0; i < actual.length; i++) right += Number(predicted[i] === actual[i]);
  return right / actual.length;
}
