import type { Tensor } from "@surprisal/tensor";

/** A matrix of which only the non-zero entries are kept, row by row (compressed sparse rows). */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** `[rows + 1]`: row i has the entries rowStarts[i] … rowStarts[i + 1] − 1. */
  readonly rowStarts: Int32Array;
  /** The column of each entry, increasing within a row. */
  readonly columnIndices: Int32Array;
  readonly values: Float64Array;
}

/** What a model learns from: `[N, D]`, one row an example, dense or sparse. */
export type Features = Tensor | SparseMatrix;
