import { SurprisalError } from "@surprisal/tensor";

/**
 * A class that does not exist: an index outside of 0 … C − 1, or a label that was not seen in training.
 *
 * @example
 * new ClassError("crossEntropy: target[17] is 12, expected 0..9").name // → "ClassError"
 */
export class ClassError extends SurprisalError {
  override name = "ClassError";
}

/**
 * Data that cannot be read, or does not hold what was asked for.
 *
 * @example
 * new DataError("penguins.csv, line 17: 8 fields, expected 7") instanceof SurprisalError // → true
 */
export class DataError extends SurprisalError {
  override name = "DataError";
}
