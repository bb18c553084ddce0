import fc from "fast-check";
import { expect, test } from "vitest";
import {
  formatCount,
  formatCounted,
  formatFixed,
  formatNumber,
  formatPercent,
  formatTick,
  toBits,
} from "../../src/text/format.ts";

test.each([
  [0, "0"],
  [-0, "0"],
  [0.04132, "0.0413"],
  [1.0349, "1.03"],
  [302.4, "302"],
  [-1.5, "−1.50"],
  [0.9996, "1.00"],
  [99_940, "99940"],
  [99_950, "1.00e5"],
  [123_456, "1.23e5"],
  [0.0009994, "9.99e−4"],
  [0.00099999, "0.00100"],
  [4.1e-7, "4.10e−7"],
  [-4.1e-7, "−4.10e−7"],
  [Number.POSITIVE_INFINITY, "infinite"],
  [Number.NEGATIVE_INFINITY, "minus infinite"],
  [Number.NaN, "not a number"],
])("formatNumber(%d) is %s", (value, expected) => {
  expect(formatNumber(value)).toBe(expected);
});

// Halves of the last step are not exact where numbers end.
const numbers = fc
  .double({ min: -1e300, max: 1e300, noNaN: true })
  .map((value) => (Math.abs(value) < 1e-300 ? 0 : value));

test("formatNumber is read back as the same number to its digits, in characters every font has", () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 9 }), (value, digits) => {
      const text = formatNumber(value, digits);
      expect(text).toMatch(/^[−\d.e]+$/);
      const read = Number(text.replaceAll("−", "-"));
      expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.abs(value) * 0.500001 * 10 ** (1 - digits));
    }),
  );
});

test.each([
  [1, "100%"],
  [0, "0%"],
  [0.9999, "over 99.9%"],
  [0.0001, "under 0.1%"],
  [0.9994, "99.9%"],
  [0.9705, "97.0%"],
  [0.5, "50.0%"],
])("formatPercent(%d) is %s", (share, expected) => {
  expect(formatPercent(share)).toBe(expected);
});

test.each([
  [0, "0"],
  [0.30000000000000004, "0.3"],
  [-20, "−20"],
  [0.001, "0.001"],
  [1e-4, "1e−4"],
  [2e-10, "2e−10"],
  [1e6, "1e6"],
])("formatTick(%d) is %s", (value, expected) => {
  expect(formatTick(value)).toBe(expected);
});

test("counts, fixed decimals and bits", () => {
  expect([formatCount(1_234_567), formatCounted(1, "row"), formatCounted(2000, "row")]).toEqual([
    "1,234,567",
    "1 row",
    "2,000 rows",
  ]);
  expect([formatCounted(2, "class", "classes"), formatFixed(-0.5), formatFixed(2, 1)]).toEqual([
    "2 classes",
    "−0.500",
    "2.0",
  ]);
  expect(formatFixed(Number.NaN)).toBe("not a number");
  expect(toBits(Math.log(8))).toBeCloseTo(3, 14);
});
