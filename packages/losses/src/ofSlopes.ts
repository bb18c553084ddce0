import { add, div, neg, type Tensor } from "@surprisal/tensor";

/**
 * The probability of 1 that a score stands for, by the steepness of a loss of margins: where the mean loss is least, that of one sign
 * balances that of the other.
 *
 * @see Reid & Williamson, "Composite Binary Losses", Journal of Machine Learning Research 11 (2010).
 */
export const ofSlopes =
  (steepness: (margin: Tensor) => Tensor) =>
  (scores: Tensor): Tensor => {
    const other = steepness(neg(scores));
    return div(other, add(steepness(scores), other));
  };
