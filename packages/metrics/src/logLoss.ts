import { checkDistributions } from "./check.ts";
import { mean } from "./mean.ts";

/**
 * The mean of −log p over rows, where p is the probability that was given to the row's actual class: cross-entropy, in nats.
 *
 * Nothing is clipped: a p of 0 makes the result Infinity. scikit-learn's `log_loss` raises such a p to the smallest step of the
 * number type above 0 and answers with a number that depends on that type.
 *
 * @param probabilities - `[N · C]`, row by row, each from 0 to 1; a row sums to 1 within 1e-5.
 * @param actual - `[N]`, classes 0 … C − 1.
 * @param classCount - C, a whole number from 1.
 * @returns nats, 0 … Infinity. Divide by Math.LN2 for bits.
 * @throws ShapeError where the lengths do not fit; DataError for no rows, and for what are no probabilities; ClassError for a class
 *   outside 0 … C − 1; ParameterError for `classCount`.
 * @example
 * logLoss([0.1, 0.9, 0.9, 0.1, 0.8, 0.2, 0.35, 0.65], [1, 0, 0, 1], 2) // → 0.21616
 * logLoss([1, 0], [1], 2) // → Infinity
 */
export function logLoss(probabilities: ArrayLike<number>, actual: ArrayLike<number>, classCount: number): number {
  checkDistributions("logLoss", probabilities, actual, classCount);
  // 0 − log 1 is 0; −log 1 would be −0.
  return mean(actual.length, (row) => 0 - Math.log(probabilities[row * classCount + actual[row]!]!));
}
