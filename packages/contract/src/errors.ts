import { SurprisalError } from "@surprisal/tensor";

/** A class that does not exist: an index outside of 0 … C − 1, or a label that was not seen in training. */
export class ClassError extends SurprisalError {
  override name = "ClassError";
}

/** Data that cannot be read, or does not hold what was asked for. */
export class DataError extends SurprisalError {
  override name = "DataError";
}
