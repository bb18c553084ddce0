import { checkDistributions } from "./check.ts";
import { mean } from "./mean.ts";

/**
 * The mean over rows of Σ_k (p_k − e_k)², where e is 1 for the actual class and 0 for the others.
 *
 * This is Brier's own form, for any number of classes. The form for two classes that counts only the positive one, as
 * scikit-learn's `brier_score_loss` does for binary targets, is half of it.
 *
 * @param probabilities - `[N · C]`, row by row, each from 0 to 1; a row sums to 1 within 1e-5.
 * @param actual - `[N]`, classes 0 … C − 1.
 * @param classCount - C, a whole number from 1.
 * @returns a number from 0 (certain and right) to 2 (certain and wrong).
 * @throws ShapeError where the lengths do not fit; DataError for no rows, and for what are no probabilities; ClassError for a class
 *   outside 0 … C − 1; ParameterError for `classCount`.
 * @example
 * brierScore([0.9, 0.1, 0.1, 0.9, 0.2, 0.8, 0.7, 0.3], [0, 1, 1, 0], 2) // → 0.075
 * @see Brier, "Verification of Forecasts Expressed in Terms of Probability", Monthly Weather Review 78 (1950), eq. 2.
 */
export function brierScore(probabilities: ArrayLike<number>, actual: ArrayLike<number>, classCount: number): number {
  checkDistributions("brierScore", probabilities, actual, classCount);
  return mean(actual.length, (row) => {
    let sum = 0;
    for (let k = 0; k < classCount; k++) {
      sum += (probabilities[row * classCount + k]! - Number(k === actual[row])) ** 2;
    }
    return sum;
  });
}
