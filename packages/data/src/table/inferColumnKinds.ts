import { isMissing, parseNumber } from "./cells.ts";
import type { Table } from "./table.ts";

/** Which columns hold numbers and which hold categories, each list in the order of the file. */
export interface ColumnKinds {
  readonly numeric: readonly string[];
  readonly categorical: readonly string[];
}

/**
 * Sorts columns into numbers and categories: a column is numeric if every cell that is not missing is a finite decimal number,
 * so also if all are missing.
 *
 * @param table - what is looked at, all rows of it.
 * @param options - `exclude`: columns to leave out, such as the target.
 * @returns names, in the order of the table.
 * @throws DataError where a column to exclude does not exist.
 * @example
 * const table = parseTable("island,mass,label\nDream,3700,Adelie\nBiscoe,NA,Gentoo\n")
 * inferColumnKinds(table, { exclude: ["label"] }) // → { numeric: ["mass"], categorical: ["island"] }
 */
export function inferColumnKinds(table: Table, options: { readonly exclude?: readonly string[] } = {}): ColumnKinds {
  const exclude = new Set(options.exclude);
  for (const name of exclude) table.column(name);
  const kinds = { numeric: [] as string[], categorical: [] as string[] };
  for (const name of table.columnNames) {
    if (exclude.has(name)) continue;
    const isNumeric = table.column(name).every((cell) => isMissing(cell) || !Number.isNaN(parseNumber(cell)));
    kinds[isNumeric ? "numeric" : "categorical"].push(name);
  }
  return kinds;
}
