import { DataError } from "@surprisal/contract";
import { inferColumnKinds, selectRows, splitEvery, type ColumnKinds, type Table } from "@surprisal/data";

/** Some rows of a file; `numbers` are their places in it, the first after the header being 1. */
export interface Part {
  readonly table: Table;
  readonly numbers: Int32Array;
}

export interface SplitRows {
  readonly train: Part;
  readonly test: Part | undefined;
  /** As the whole file shows them, so that no test row can be of another kind than the training rows. */
  readonly columns: ColumnKinds;
}

/** Tells training rows from test rows: every n-th, another file, or none. */
export function splitRows(
  table: Table,
  { target, testEvery }: { readonly target: string; readonly testEvery?: number },
  testTable: Table | undefined,
): SplitRows {
  const columns = inferColumnKinds(table, { exclude: [target] });
  if (testEvery === undefined) {
    return { train: whole(table), test: testTable && whole(testTable), columns };
  }
  const { test, train } = splitEvery(table.rowCount, testEvery);
  if (test.length === 0) {
    throw new DataError(
      `${table.name}: ${table.rowCount} rows, expected ${testEvery} or more for --test-every ${testEvery}`,
    );
  }
  const part = (places: Int32Array): Part => ({ table: selectRows(table, places), numbers: places.map((i) => i + 1) });
  return { train: part(train), test: part(test), columns };
}

const whole = (table: Table): Part => ({
  table,
  numbers: Int32Array.from({ length: table.rowCount }, (_, i) => i + 1),
});
