import { ParameterError, type Features, type SparseMatrix } from "@surprisal/contract";
import { take, Tensor } from "@surprisal/tensor";
import { createTable, type Table } from "../table/table.ts";

type Indices = Int32Array | readonly number[];

/**
 * Rows of a table, a tensor or a sparse matrix, by number; entries of a list or of an Int32Array likewise.
 *
 * @param rows - what to select from; a tensor along its first axis.
 * @param indices - `[M]`, row numbers from 0, in any order, also repeated.
 * @returns M rows of the same kind, copied.
 * @throws ParameterError for an index out of range.
 * @example
 * const table = parseTable("x,label\n1,a\n2,b\n3,c\n")
 * selectRows(table, [2, 0]).column("label") // → ["c", "a"]
 * selectRows(tensor([[1, 2], [3, 4]]), [1]) // → [[3, 4]]
 * selectRows(new Int32Array([5, 6, 7]), [1, 1]) // → [6, 6]
 */
export function selectRows(rows: Table, indices: Indices): Table;
export function selectRows(rows: Tensor, indices: Indices): Tensor;
export function selectRows(rows: SparseMatrix, indices: Indices): SparseMatrix;
export function selectRows(rows: Features, indices: Indices): Features;
export function selectRows(rows: Int32Array, indices: Indices): Int32Array;
export function selectRows<T>(rows: readonly T[], indices: Indices): T[];
export function selectRows(
  rows: Table | Features | Int32Array | readonly unknown[],
  indices: Indices,
): Table | Features | Int32Array | unknown[] {
  const places = Int32Array.from(indices);
  checkIndices(indices, countRows(rows));
  if (rows instanceof Tensor) return take(rows, places);
  if (rows instanceof Int32Array) return places.map((i) => rows[i] as number);
  if (isList(rows)) return pick(rows, places);
  if ("rowStarts" in rows) return selectSparse(rows, places);
  const columns = rows.columnNames.map((name): [string, string[]] => [name, pick(rows.column(name), places)]);
  return createTable(
    rows.name,
    new Map(columns),
    places.map((i) => rows.lineNumbers[i] as number),
  );
}

// Array.isArray does not tell a readonly array from an object.
const isList = (rows: object): rows is readonly unknown[] => Array.isArray(rows);

const pick = <T>(list: readonly T[], places: Int32Array): T[] => Array.from(places, (i) => list[i] as T);

function countRows(rows: Table | Features | Int32Array | readonly unknown[]): number {
  if (rows instanceof Tensor) return rows.shape[0] ?? 0;
  if (rows instanceof Int32Array || isList(rows)) return rows.length;
  return "rowStarts" in rows ? rows.rows : rows.rowCount;
}

function checkIndices(indices: Indices, rowCount: number): void {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number;
    if (!Number.isInteger(index) || index < 0 || index >= rowCount) {
      const expected = rowCount === 0 ? "none, as there are no rows" : `0..${rowCount - 1}`;
      throw new ParameterError(`selectRows: indices[${i}] is ${index}, expected ${expected}`);
    }
  }
}

function selectSparse(matrix: SparseMatrix, places: Int32Array): SparseMatrix {
  const startOf = (row: number): number => matrix.rowStarts[row] as number;
  const rowStarts = new Int32Array(places.length + 1);
  for (const [i, row] of places.entries())
    rowStarts[i + 1] = (rowStarts[i] as number) + startOf(row + 1) - startOf(row);
  const count = rowStarts[places.length] as number;
  const [columnIndices, values] = [new Int32Array(count), new Float64Array(count)];
  for (const [i, row] of places.entries()) {
    columnIndices.set(matrix.columnIndices.subarray(startOf(row), startOf(row + 1)), rowStarts[i]);
    values.set(matrix.values.subarray(startOf(row), startOf(row + 1)), rowStarts[i]);
  }
  return { rows: places.length, columns: matrix.columns, rowStarts, columnIndices, values };
}
