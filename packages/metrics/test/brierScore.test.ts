import fc from "fast-check";
import { expect, test } from "vitest";
import { brierScore } from "../src/index.ts";
import { reversed, rows } from "./rows.ts";

test("twice scikit-learn's example for two classes, 0.0375", () => {
  const probabilities = Float64Array.of(0.9, 0.1, 0.1, 0.9, 0.2, 0.8, 0.7, 0.3);
  expect(brierScore(probabilities, Int32Array.of(0, 1, 1, 0), 2)).toBeCloseTo(0.075, 15);
});

test("three classes, by hand", () => {
  // (0.5 − 1)² + 0.3² + 0.2² = 0.38 and 0.1² + 0.1² + (0.8 − 1)² = 0.06
  expect(brierScore([0.5, 0.3, 0.2, 0.1, 0.1, 0.8], [0, 2], 3)).toBeCloseTo(0.22, 15);
});

test("0 for certain and right, 2 for certain and wrong, 1 − 1/C for the uniform distribution", () => {
  expect(brierScore([0, 1], [1], 2)).toBe(0);
  expect(brierScore([0, 1], [0], 2)).toBe(2);
  expect(brierScore([0.25, 0.25, 0.25, 0.25], [2], 4)).toBe(0.75);
});

test("1 − 2 p + Σ p², averaged, in any order of the rows", () => {
  fc.assert(
    fc.property(rows, ({ probabilities, actual, classCount }) => {
      const squares = probabilities.reduce((sum, p) => sum + p * p, 0);
      const own = actual.reduce((sum, k, row) => sum + probabilities[row * classCount + k]!, 0);
      const value = brierScore(probabilities, actual, classCount);
      expect(value).toBeCloseTo(1 + (squares - 2 * own) / actual.length, 12);
      const mirrored = reversed(actual.map((k) => classCount - 1 - k));
      expect(brierScore(reversed(probabilities), mirrored, classCount)).toBeCloseTo(value, 12);
    }),
  );
});
