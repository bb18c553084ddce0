/** A column of numbers: a missing one becomes `mean`, then all are shifted by it and divided by `std`. */
export interface NumericColumn {
  readonly name: string;
  readonly kind: "numeric";
  /** Of the values that were there in training; 0 if there were none. */
  readonly mean: number;
  /** The population's, of the training column with its gaps filled; 1 where that is 0. */
  readonly std: number;
}

/** A column of categories: one feature for each level seen in training. */
export interface CategoricalColumn {
  readonly name: string;
  readonly kind: "categorical";
  /** Sorted by code point; the cells that hold no value are the level `<missing>`. */
  readonly levels: readonly string[];
}

export type EncodedColumn = NumericColumn | CategoricalColumn;

/** The level of a cell that holds no value. */
export const missingLevel = "<missing>";

/** How many features an encoder may have: enough for any table that can be held, and a bound for files from outside. */
export const mostFeatures = 2 ** 20;

/** How many features columns become. */
export function widthOf(columns: readonly EncodedColumn[]): number {
  return columns.reduce((width, column) => width + (column.kind === "numeric" ? 1 : column.levels.length), 0);
}
