import { DataError, ParameterError } from "@surprisal/contract";
import { expect, test } from "vitest";
import { numericMatrix, parseTable, tableFromColumns, type Table } from "../../src/index.ts";

const table = parseTable("p0,p1,label\n0,255,a\n\n128,1e2,b\n", { name: "x.csv" });

test("the columns that are named, in that order", () => {
  const matrix = numericMatrix(table, ["p1", "p0"]);
  expect(matrix.dtype).toBe("float64");
  expect(matrix.toArray()).toEqual([
    [255, 0],
    [100, 128],
  ]);
});

test("a cell that is no number is named by line and column", () => {
  expect(() => numericMatrix(table, ["p0", "label"])).toThrow(
    'x.csv, line 2, column "label": "a", expected a finite decimal number',
  );
  expect(() => numericMatrix(tableFromColumns({ x: ["1", "NA"] }), ["x"])).toThrow(DataError);
});

test("no columns, and more numbers than a machine can hold, are refused", () => {
  expect(() => numericMatrix(table, [])).toThrow(ParameterError);
  const huge: Table = { ...table, rowCount: 2 ** 28 };
  expect(() => numericMatrix(huge, ["p0", "p1"])).toThrow("x.csv: 268435456 rows of 2 numbers, expected at most 2^28");
});
