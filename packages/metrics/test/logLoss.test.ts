import fc from "fast-check";
import { expect, test } from "vitest";
import { logLoss } from "../src/index.ts";
import { reversed, rows } from "./rows.ts";

test("scikit-learn's example", () => {
  const probabilities = Float64Array.of(0.1, 0.9, 0.9, 0.1, 0.8, 0.2, 0.35, 0.65);
  expect(logLoss(probabilities, Int32Array.of(1, 0, 0, 1), 2)).toBeCloseTo(0.21616187468057912, 15);
});

test("a coin costs ln 2, a die ln 6", () => {
  expect(logLoss([0.5, 0.5], [1], 2)).toBe(Math.LN2);
  expect(logLoss(new Float64Array(6).fill(1 / 6), [4], 6)).toBeCloseTo(Math.log(6), 15);
});

test("certainty costs 0 where it is right and Infinity where it is wrong", () => {
  expect(logLoss([0, 1, 1, 0], [1, 0], 2)).toBe(0);
  expect(logLoss([0, 1, 1, 0], [1, 1], 2)).toBe(Number.POSITIVE_INFINITY);
  expect(logLoss([5e-324, 1], [0], 2)).toBeCloseTo(744.4400719213812, 12);
});

test("rounding errors do not grow with the number of rows", () => {
  const count = 300_001;
  // One large term first: a plain sum loses half a unit of its last digit with every term after it.
  const probabilities = new Float64Array(2 * count).map((_, i) => (i % 2 === 0 ? 0.9999 : 1 - 0.9999));
  probabilities.set([1e-300, 1]);
  const expected = (-Math.log(1e-300) - (count - 1) * Math.log(0.9999)) / count;
  expect(Math.abs(logLoss(probabilities, new Int32Array(count), 2) / expected - 1)).toBeLessThan(4e-16);
});

test("probabilities of float32 pass as rows that sum to 1", () => {
  const probabilities = new Float32Array(3000).fill(1 / 3000);
  expect(logLoss(probabilities, [7], 3000)).toBeCloseTo(Math.log(3000), 6);
});

test("the mean of −log p, in any order of the rows", () => {
  fc.assert(
    fc.property(rows, ({ probabilities, actual, classCount }) => {
      const each = Array.from(actual, (k, row) => -Math.log(probabilities[row * classCount + k]!));
      const value = logLoss(probabilities, actual, classCount);
      expect(value).toBeCloseTo(each.reduce((sum, x) => sum + x, 0) / each.length, 12);
      // Reversed, the classes count from the other end too.
      const mirrored = reversed(actual.map((k) => classCount - 1 - k));
      expect(logLoss(reversed(probabilities), mirrored, classCount)).toBeCloseTo(value, 12);
    }),
  );
});
