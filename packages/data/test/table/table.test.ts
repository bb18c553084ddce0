import { ParameterError } from "@surprisal/contract";
import { expect, test } from "vitest";
import { tableFromColumns } from "../../src/index.ts";

test("columns in memory are copied", () => {
  const x = ["1", "2"];
  const table = tableFromColumns({ x, y: ["a", "b"] });
  x[0] = "9";
  expect(table.column("x")).toEqual(["1", "2"]);
  expect([table.name, table.columnNames, table.rowCount]).toEqual(["table", ["x", "y"], 2]);
  expect(Array.from(table.lineNumbers)).toEqual([1, 2]);
});

test("columns of different lengths, and no columns, are refused", () => {
  expect(() => tableFromColumns({ x: ["1"], y: [] })).toThrow(
    'tableFromColumns: column "y" has 0 cells, expected 1 as in "x"',
  );
  expect(() => tableFromColumns({})).toThrow(ParameterError);
});

test("names are shown on one line, and not more than ten of them", () => {
  const columns = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`line\n${i}`, ["1"]]));
  expect(() => tableFromColumns(columns).column("x")).toThrow(/^table: no column "x", .*"line\\n\d" and 2 more$/);
});
