import { DataError } from "@surprisal/contract";
import { describe, expect, test } from "vitest";
import { parseTable, TableEncoder } from "../../src/index.ts";

const encoder = TableEncoder.fit(parseTable("x,c\n1,a\n3,b\n"), { numeric: ["x"], categorical: ["c"] });

const numeric = { name: "x", kind: "numeric", mean: 2, std: 1 };
const categorical = { name: "c", kind: "categorical", levels: ["a", "b"] };
const sound = { format: "surprisal-table-encoder", version: 1, columns: [numeric, categorical] };

test("the format, field by field", () => {
  expect(JSON.parse(JSON.stringify(encoder))).toEqual(sound);
});

test("what is read does not change when the data it was read from does", () => {
  const json = structuredClone(sound);
  const read = TableEncoder.fromJSON(json);
  (json.columns[1] as typeof categorical).levels[0] = "z";
  expect(read.featureNames).toEqual(["x", "c=a", "c=b"]);
});

const withColumns = (...columns: unknown[]): unknown => ({ ...sound, columns });

describe("what is not of the format is refused, by name", () => {
  test.each<[unknown, string]>([
    [null, "json is null, expected an object"],
    [[], "json is a list of 0, expected an object"],
    [{}, 'format is undefined, expected "surprisal-table-encoder"'],
    [{ ...sound, version: 2 }, "version is 2, expected 1"],
    [{ ...sound, columns: { length: 1, 0: numeric } }, "columns is an object, expected a list of 1 to 2^20 columns"],
    [withColumns(), "columns is a list of 0, expected a list of 1 to 2^20 columns"],
    [withColumns("x"), 'columns[0] is "x", expected an object'],
    [withColumns({ ...numeric, name: "" }), 'columns[0].name is "", expected a name'],
    [withColumns({ ...numeric, name: 5 }), "columns[0].name is 5, expected a name"],
    [withColumns({ ...numeric, kind: "other" }), 'columns[0].kind is "other", expected "numeric" or "categorical"'],
    [withColumns({ ...numeric, mean: Number.NaN }), "columns[0].mean is NaN, expected a finite number"],
    [withColumns({ ...numeric, mean: null }), "columns[0].mean is null, expected a finite number"],
    [withColumns({ ...numeric, mean: "2" }), 'columns[0].mean is "2", expected a finite number'],
    [withColumns({ ...numeric, std: 0 }), "columns[0].std is 0, expected a finite number above 0"],
    [withColumns({ ...numeric, std: -1 }), "columns[0].std is -1, expected a finite number above 0"],
    [withColumns({ ...numeric, std: Infinity }), "columns[0].std is Infinity, expected a finite number above 0"],
    [
      withColumns({ ...categorical, levels: [] }),
      "columns[0].levels is a list of 0, expected a list of 1 to 2^20 levels",
    ],
    [withColumns({ ...categorical, levels: "ab" }), 'columns[0].levels is "ab", expected a list of 1 to 2^20 levels'],
    [withColumns({ ...categorical, levels: ["a", 1] }), "columns[0].levels[1] is 1, expected a text"],
    [
      withColumns({ ...categorical, levels: ["b", "a"] }),
      'columns[0].levels[1] is "a", expected one that sorts after "b"',
    ],
    [
      withColumns({ ...categorical, levels: ["a", "a"] }),
      'columns[0].levels[1] is "a", expected one that sorts after "a"',
    ],
    [withColumns(numeric, { ...categorical, name: "x" }), 'columns[1].name is "x", as that of another column'],
    [withColumns(categorical, numeric), "columns[1] is numeric, expected no more of these after a categorical one"],
    [
      { ...sound, columns: Array.from({ length: 2 ** 20 + 1 }) },
      "columns is a list of 1048577, expected a list of 1 to 2^20 columns",
    ],
  ])("%o", (json, message) => {
    expect(() => TableEncoder.fromJSON(json)).toThrow(new DataError(`TableEncoder: ${message}`));
  });

  test("levels of all columns together are bounded", () => {
    const levels = Array.from({ length: 2 ** 19 + 1 }, (_, i) => String(i).padStart(7, "0"));
    const json = withColumns({ ...categorical, levels }, { ...categorical, name: "d", levels });
    expect(() => TableEncoder.fromJSON(json)).toThrow("TableEncoder: 1048578 features, expected at most 2^20");
  });

  test("fields of a prototype are not fields", () => {
    expect(() => TableEncoder.fromJSON(Object.create(sound))).toThrow("format is undefined");
    expect(() => TableEncoder.fromJSON(withColumns(Object.create(numeric)))).toThrow("columns[0].name is undefined");
  });

  test("a column named __proto__ is a column", () => {
    const json: unknown = JSON.parse(JSON.stringify(withColumns({ ...numeric, name: "__proto__" })));
    expect(TableEncoder.fromJSON(json).transform(parseTable("__proto__\n5\n")).toArray()).toEqual([[3]]);
  });
});
