import fc from "fast-check";
import { expect, test } from "vitest";
import { isMissing } from "../../src/index.ts";
import { parseNumber } from "../../src/table/cells.ts";

test("three cells are missing, and no others", () => {
  expect(["", "?", "NA"].map(isMissing)).toEqual([true, true, true]);
  expect([" ", "na", "N/A", "nan", "null", "0", "??"].some(isMissing)).toBe(false);
});

test("decimal numbers", () => {
  const cells = ["0", "-0.5", "+3", ".5", "5.", "1e3", "1E-3", " 7 ", "007", "1.7976931348623157e308"];
  expect(cells.map(parseNumber)).toEqual([0, -0.5, 3, 0.5, 5, 1000, 0.001, 7, 7, Number.MAX_VALUE]);
});

test("all else is not one", () => {
  const cells = [
    "",
    " ",
    "?",
    "NA",
    "x",
    "1x",
    "1,5",
    "0x10",
    "0b1",
    "1_000",
    "Infinity",
    "-inf",
    "NaN",
    "1e999",
    "1e",
    ".",
    "--1",
    "1 2",
    "٣",
  ];
  expect(cells.filter((cell) => !Number.isNaN(parseNumber(cell)))).toEqual([]);
});

test("every finite number that is written is read, to the last bit", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      // JavaScript writes −0 as 0.
      expect(parseNumber(String(value))).toBe(value + 0);
      expect(parseNumber(value.toExponential(20))).toBe(value + 0);
    }),
  );
});

test("a long cell that is nearly a number takes no long time", () => {
  const start = performance.now();
  for (const part of ["1", " ", "1.", "1e", "."]) {
    for (const cell of [`${part.repeat(1e6)}x`, `1${part.repeat(1e6)}x`, `1e${part.repeat(1e6)}x`]) {
      expect(parseNumber(cell)).toBeNaN();
    }
  }
  expect(performance.now() - start).toBeLessThan(5000);
});
