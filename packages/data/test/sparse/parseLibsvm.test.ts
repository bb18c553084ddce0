import { DataError, ParameterError } from "@surprisal/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLibsvm } from "../../src/index.ts";

test("what is written is read", () => {
  const row = fc.uniqueArray(
    fc.tuple(fc.integer({ min: 1, max: 50 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
    {
      selector: ([index]) => index,
    },
  );
  const ends = fc.constantFrom("\n", "\r\n", " # 7:7\n", "\t\n\n", "\n# 1:1\n");
  fc.assert(
    fc.property(fc.array(fc.tuple(row, ends), { minLength: 1 }), (rows) => {
      const sorted = rows.map(([row]) => row.toSorted(([a], [b]) => a - b));
      const text = sorted.map(
        (row, i) => [`y${i}`, ...row.map((pair) => pair.join(":"))].join(" ") + (rows[i]?.[1] ?? ""),
      );
      const { features, labels } = parseLibsvm(text.join(""));
      expect(labels).toEqual(rows.map((_, i) => `y${i}`));
      expect(features.rows).toBe(rows.length);
      expect(features.columns).toBe(Math.max(0, ...sorted.flat().map(([index]) => index)));
      const nonZero = sorted.map((row) => row.filter(([, value]) => value !== 0));
      expect(Array.from(features.columnIndices)).toEqual(nonZero.flat().map(([index]) => index - 1));
      expect(Array.from(features.values)).toEqual(nonZero.flat().map(([, value]) => value));
      const lengths = nonZero.map((row) => row.length);
      expect(Array.from(features.rowStarts)).toEqual([
        0,
        ...lengths.map((_, i) => lengths.slice(0, i + 1).reduce((a, b) => a + b)),
      ]);
    }),
  );
});

test("labels without features, and a width that is given", () => {
  const { features, labels } = parseLibsvm("\uFEFF-1\n+1 2:3", { features: 123 });
  expect(labels).toEqual(["-1", "+1"]);
  expect([features.columns, ...features.rowStarts]).toEqual([123, 0, 0, 1]);
});

describe("errors", () => {
  test.each<[string, string]>([
    ["1 1:2\n1 2:1 1:1\n", "x, line 2: index 1 after 2, expected increasing indices"],
    ["1 2:1 2:1\n", "x, line 1: index 2 after 2, expected increasing indices"],
    ["1 0:2\n", 'x, line 1: "0:2", expected index:value, the index a whole number from 1'],
    ["1 a:2\n", 'x, line 1: "a:2", expected index:value, the index a whole number from 1'],
    ["\n\n1 1.5:2\n", 'x, line 3: "1.5:2", expected index:value, the index a whole number from 1'],
    ["1 5\n", 'x, line 1: "5", expected index:value, the index a whole number from 1'],
    ["1 5:\n", 'x, line 1: "5:", expected index:value, the index a whole number from 1'],
    ["1 5:nan\n", 'x, line 1: "5:nan", expected index:value, the index a whole number from 1'],
    ["1 5:1:2\n", 'x, line 1: "5:1:2", expected index:value, the index a whole number from 1'],
    ["1:2 2:3\n", 'x, line 1: "1:2" where the label is expected'],
    ["1 2147483647:1\n", "x, line 1: index 2147483647, expected 1..16777216"],
    ["1 99999999999:1\n", 'x, line 1: "99999999999:1", expected index:value, the index a whole number from 1'],
    ["# only a comment\n", "x: no rows, expected lines of the form label index:value …"],
    ["1 1:\0\n", "x, line 1: a NUL character, expected text; is this a binary file?"],
  ])("%j", (text, message) => {
    expect(() => parseLibsvm(text, { name: "x" })).toThrow(new DataError(message));
  });

  test("an index beyond the width that is given", () => {
    expect(() => parseLibsvm("1 4:1\n", { features: 3 })).toThrow(
      new DataError("data, line 1: index 4, expected 1..3"),
    );
    expect(parseLibsvm("1 2147483647:1\n", { features: 2 ** 31 - 1 }).features.columnIndices[0]).toBe(2 ** 31 - 2);
  });

  test("a width that cannot be", () => {
    for (const features of [0, -1, 1.5, 2 ** 31]) {
      expect(() => parseLibsvm("1 1:1\n", { features })).toThrow(ParameterError);
    }
  });
});
