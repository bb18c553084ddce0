import { DataError, ParameterError } from "@surprisal/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTable, TableEncoder, tableFromColumns, type Table } from "../../src/index.ts";

const fit = (table: Table, numeric: string[], categorical: string[] = []) =>
  TableEncoder.fit(table, { numeric, categorical });

const rowsOf = (encoder: TableEncoder, table: Table) => encoder.transform(table).toArray() as number[][];

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(String);
const category = fc.oneof(fc.constantFrom("", "?", "NA", "a", "b", "🐧", "\uFFFD"), fc.string({ maxLength: 3 }));
const rows = fc
  .array(
    fc.record({
      x: fc.oneof({ weight: 5, arbitrary: number }, { weight: 1, arbitrary: fc.constant("NA") }),
      c: category,
    }),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((list) => tableFromColumns({ x: list.map(({ x }) => x), c: list.map(({ c }) => c) }));

describe("laws", () => {
  test("a training column has mean 0, and std 1 if it is not constant", () => {
    fc.assert(
      fc.property(rows, (table) => {
        const encoder = fit(table, ["x"]);
        const values = rowsOf(encoder, table).map(([x]) => x as number);
        const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
        const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
        const numbers = table
          .column("x")
          .filter((x) => x !== "NA")
          .map(Number);
        // The mean can be no nearer than the next double; for values that are neighbouring doubles that is far.
        const spacing = Number.EPSILON * Math.max(0, ...numbers.map(Math.abs)) + Number.MIN_VALUE;
        const { std } = encoder.columns.find((column) => column.kind === "numeric") ?? { std: Number.NaN };
        const tolerance = 1e-12 + (4 * spacing) / std;
        expect(Math.abs(mean)).toBeLessThanOrEqual(tolerance);
        expect(Math.abs(variance - Number(new Set(numbers).size > 1))).toBeLessThanOrEqual(tolerance);
      }),
      { examples: [[tableFromColumns({ x: ["1000000", "999999.9999999999"], c: ["", ""] })]] },
    );
  });

  test("a training row has one 1 a categorical column; a row of unseen levels zeros only", () => {
    fc.assert(
      fc.property(rows, (table) => {
        const encoder = fit(table, [], ["c"]);
        for (const row of rowsOf(encoder, table)) {
          expect(row.toSorted((a, b) => b - a)).toEqual(row.map((_, i) => Number(i === 0)));
        }
        const unseen = tableFromColumns({ c: ["longer than any"] });
        expect(rowsOf(encoder, unseen)).toEqual([encoder.featureNames.map(() => 0)]);
      }),
    );
  });

  test("rows are encoded one by one: their order does not matter, nor do other columns", () => {
    fc.assert(
      fc.property(rows, (table) => {
        const encoder = fit(table, ["x"], ["c"]);
        const reversed = tableFromColumns({
          other: [...table.column("x")],
          c: table.column("c").toReversed(),
          x: table.column("x").toReversed(),
        });
        expect(rowsOf(encoder, reversed)).toEqual(rowsOf(encoder, table).toReversed());
      }),
    );
  });

  test("fromJSON(toJSON) transforms to the same bits", () => {
    fc.assert(
      fc.property(rows, (table) => {
        const encoder = fit(table, ["x"], ["c"]);
        const read = TableEncoder.fromJSON(JSON.parse(JSON.stringify(encoder)));
        expect(read.featureNames).toEqual(encoder.featureNames);
        expect(read.transform(table)).toEqual(encoder.transform(table));
      }),
    );
  });
});

describe("the rule", () => {
  const table = parseTable("c,x,d,y\nb,1,p,5\n\u{1F427},NA,p,5\n\uFFFD,3,q,5\n?,,,5\n", { name: "x.csv" });

  test("numeric columns first, each kind in the order of the table, levels by code point", () => {
    const encoder = fit(table, ["y", "x"], ["d", "c"]);
    expect(encoder.featureNames).toEqual([
      "x",
      "y",
      "c=<missing>",
      "c=b",
      "c=\uFFFD",
      "c=\u{1F427}",
      "d=<missing>",
      "d=p",
      "d=q",
    ]);
    expect(encoder.columns[0]).toEqual({ name: "x", kind: "numeric", mean: 2, std: Math.sqrt(0.5) });
    expect(encoder.columns[1]).toEqual({ name: "y", kind: "numeric", mean: 5, std: 1 });
    const s = Math.sqrt(2);
    expect(rowsOf(encoder, table)).toEqual([
      [expect.closeTo(-s, 14), 0, 0, 1, 0, 0, 0, 1, 0],
      [0, 0, 0, 0, 0, 1, 0, 1, 0],
      [expect.closeTo(s, 14), 0, 0, 0, 1, 0, 0, 0, 1],
      [0, 0, 1, 0, 0, 0, 1, 0, 0],
    ]);
  });

  test("a missing level that training does not have is zeros only", () => {
    const encoder = fit(tableFromColumns({ c: ["a"] }), [], ["c"]);
    expect(rowsOf(encoder, tableFromColumns({ c: ["", "a"] }))).toEqual([[0], [1]]);
  });

  test("a numeric column without any value becomes zeros", () => {
    const empty = tableFromColumns({ x: ["", "NA"] });
    expect(rowsOf(fit(empty, ["x"]), empty)).toEqual([[0], [0]]);
  });
});

describe("errors", () => {
  const table = parseTable("x,c\n1,a\n\noops,b\n", { name: "x.csv" });

  test("a cell of a numeric column that is no number, in training and after", () => {
    const message = 'x.csv, line 4, column "x": "oops", expected a finite decimal number';
    expect(() => fit(table, ["x"])).toThrow(message);
    expect(() => fit(tableFromColumns({ x: ["1", "2"] }), ["x"]).transform(table)).toThrow(message);
  });

  test("a missing column, one named twice, none, no rows", () => {
    expect(() => fit(table, ["y"])).toThrow('x.csv: no column "y", expected one of "x", "c"');
    expect(() => fit(table, [], ["c"]).transform(tableFromColumns({ x: ["1"] }))).toThrow(DataError);
    expect(() => fit(table, ["c"], ["c"])).toThrow('TableEncoder.fit: column "c" is named twice');
    expect(() => fit(table, [])).toThrow(ParameterError);
    expect(() => fit(tableFromColumns({ c: [] }), [], ["c"])).toThrow("table: no rows");
  });

  test("numbers whose sum is no number", () => {
    expect(() => fit(tableFromColumns({ x: ["1.7e308", "1.6e308"] }), ["x"])).toThrow(
      'table: column "x" has numbers too large to be standardized',
    );
  });

  test("a number so far out that its feature is none", () => {
    const encoder = fit(tableFromColumns({ x: ["0", "1e-200"] }), ["x"]);
    expect(() => encoder.transform(tableFromColumns({ x: ["1", "1e300"] }))).toThrow(
      'table, line 2, column "x": "1e300" is too large to be standardized',
    );
  });

  test("a column with a level a row is found out before the memory is full", () => {
    const ids = tableFromColumns({ id: Array.from({ length: 20_000 }, (_, i) => `id-${i}`) }, { name: "x.csv" });
    expect(() => fit(ids, [], ["id"]).transform(ids)).toThrow(
      'x.csv: 20000 rows of 20000 numbers, expected at most 2^28 numbers in all; column "id" alone has 20000 levels',
    );
  });
});
