import { DataError, ParameterError } from "@surprisal/contract";
import { nearestFirst } from "../text/nearest.ts";
import { show, showSome } from "../text/show.ts";

/** Rows and named columns of text, as read from a file. Nothing is interpreted yet. */
export interface Table {
  /** What errors call it: usually the file. */
  readonly name: string;
  readonly columnNames: readonly string[];
  readonly rowCount: number;
  /** `[rowCount]`: the line of the file, from 1, on which each row begins. */
  readonly lineNumbers: Int32Array;
  /** The cells of a column. Throws DataError, naming those that exist, where there is none of that name. */
  column(name: string): readonly string[];
}

/** A table over columns that nobody else writes to. */
export function createTable(
  name: string,
  columns: ReadonlyMap<string, readonly string[]>,
  lineNumbers: Int32Array,
): Table {
  const columnNames = [...columns.keys()];
  return {
    name,
    columnNames,
    rowCount: lineNumbers.length,
    lineNumbers,
    column(asked) {
      const cells = columns.get(asked);
      if (cells) return cells;
      const there = showSome(nearestFirst(asked, columnNames));
      throw new DataError(`${name}: no column ${show(asked)}, expected one of ${there}`);
    },
  };
}

/**
 * A table from columns that are in memory: examples to predict that come from elsewhere than a file.
 *
 * @param columns - the cells of each column by its name; all of the same length.
 * @param options - `name`: what errors call the table, default "table".
 * @returns a table whose row i has the line number i + 1.
 * @throws ParameterError where there is no column, or columns differ in length.
 * @example
 * const table = tableFromColumns({ island: ["Dream", "Biscoe"], body_mass_g: ["3700", "NA"] })
 * table.rowCount // → 2
 * table.column("island") // → ["Dream", "Biscoe"]
 * table.column("mass") // throws DataError: table: no column "mass", expected one of "island", "body_mass_g"
 */
export function tableFromColumns(
  columns: Readonly<Record<string, readonly string[]>>,
  options: { readonly name?: string } = {},
): Table {
  const entries = Object.entries(columns);
  const [first] = entries;
  if (!first) throw new ParameterError("tableFromColumns: columns has no entries, expected at least one column");
  const rowCount = first[1].length;
  for (const [name, cells] of entries) {
    if (cells.length !== rowCount) {
      throw new ParameterError(
        `tableFromColumns: column ${show(name)} has ${cells.length} cells, expected ${rowCount} as in ${show(first[0])}`,
      );
    }
  }
  const copies = new Map(entries.map(([name, cells]) => [name, [...cells]]));
  return createTable(
    options.name ?? "table",
    copies,
    Int32Array.from({ length: rowCount }, (_, i) => i + 1),
  );
}
