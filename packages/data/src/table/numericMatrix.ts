import { DataError, ParameterError } from "@surprisal/contract";
import { tensor, type Tensor } from "@surprisal/tensor";
import { show } from "../text/show.ts";
import { checkSize } from "./size.ts";
import { parseNumber } from "./cells.ts";
import type { Table } from "./table.ts";

/**
 * The numbers of some columns as they stand in the table: pixels, measurements.
 *
 * @param table - where they are.
 * @param columns - names, at least one; their order is that of the result.
 * @returns `[N, D]`, float64.
 * @throws DataError naming line and column for a cell that is no finite decimal number, a missing one too; where a column does
 *   not exist; and for more than 2^28 numbers. ParameterError where there is no column.
 * @example
 * const table = parseTable("p0,p1,digit\n0,16,3\n8,4,7\n", { name: "digits.csv" })
 * numericMatrix(table, ["p0", "p1"]) // → [[0, 16], [8, 4]]
 */
export function numericMatrix(table: Table, columns: readonly string[]): Tensor {
  if (columns.length === 0) throw new ParameterError("numericMatrix: columns is empty, expected at least one name");
  checkSize(table, columns.length);
  const values = new Float64Array(table.rowCount * columns.length);
  for (const [j, name] of columns.entries()) {
    for (const [i, cell] of table.column(name).entries())
      values[i * columns.length + j] = numberAt(table, name, i, cell);
  }
  return tensor(values, { shape: [table.rowCount, columns.length] });
}

/** The number in a cell, or an error that says where there is none. */
export function numberAt(table: Table, column: string, row: number, cell: string): number {
  const value = parseNumber(cell);
  if (!Number.isNaN(value)) return value;
  throw new DataError(`${where(table, column, row)}: ${show(cell)}, expected a finite decimal number`);
}

/** A cell as errors name it. */
export function where(table: Table, column: string, row: number): string {
  return `${table.name}, line ${table.lineNumbers[row]}, column ${show(column)}`;
}
