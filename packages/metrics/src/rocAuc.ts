import { DataError } from "@surprisal/contract";
import { checkClasses, checkLengths } from "./check.ts";

/**
 * The area under the ROC curve: how likely a positive row scores above a negative one, a tie counting half.
 *
 * @param scores - `[N]`, any scale, higher for positive; ±Infinity has its place.
 * @param positive - `[N]`, 1 for a positive row, 0 for a negative one.
 * @returns a number from 0 to 1; chance gives 0.5.
 * @throws ShapeError where the lengths differ; DataError for no rows, for a score that is NaN, and where all rows are positive or
 *   none is; ClassError for what is neither 0 nor 1.
 * @example
 * rocAuc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]) // → 0.75
 * rocAuc([0.5, 0.5], [0, 1]) // → 0.5
 * @see Hanley & McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve", Radiology 143
 *   (1982): the area is the Mann–Whitney statistic.
 */
export function rocAuc(scores: ArrayLike<number>, positive: ArrayLike<number>): number {
  checkLengths("rocAuc", "scores", scores, "positive", positive);
  checkClasses("rocAuc", "positive", positive, 2);
  const positives: number[] = [];
  const negatives: number[] = [];
  for (let i = 0; i < scores.length; i++) {
    if (Number.isNaN(scores[i])) throw new DataError(`rocAuc: scores[${i}] is NaN, expected a number`);
    (positive[i] === 1 ? positives : negatives).push(scores[i]!);
  }
  if (positives.length === 0 || negatives.length === 0) {
    throw new DataError(`rocAuc: positive is ${positive[0]} in every row, expected both 0 and 1`);
  }
  const ascending = Float64Array.from(positives).sort();
  const others = Float64Array.from(negatives).sort();
  // Both rise together: below and upTo count the negatives under the score, without and with its ties.
  let below = 0;
  let upTo = 0;
  let wins = 0;
  for (const score of ascending) {
    while (below < others.length && others[below]! < score) below += 1;
    while (upTo < others.length && others[upTo]! <= score) upTo += 1;
    wins += (below + upTo) / 2;
  }
  return wins / (positives.length * negatives.length);
}
