import * as fc from "fast-check";
import { expect, test } from "vitest";
import { eigenvalues } from "../../../src/losses/traits/eigenvalues.ts";
import { between } from "../../../src/index.ts";

const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

test("known spectra", () => {
  expect(
    sorted(
      eigenvalues([
        [2, 1],
        [1, 2],
      ]),
    ),
  ).toEqual([expect.closeTo(1, 14), expect.closeTo(3, 14)]);
  expect(eigenvalues([[7]])).toEqual([7]);
  expect(
    eigenvalues([
      [0, 0],
      [0, 0],
    ]),
  ).toEqual([0, 0]);
  expect(eigenvalues([[Number.NaN]])).toEqual([Infinity]);
  // diag(p) − p pᵀ at p = (1/2, 1/2, 0): the smoothness constant of cross-entropy.
  expect(
    sorted(
      eigenvalues([
        [0.25, -0.25, 0],
        [-0.25, 0.25, 0],
        [0, 0, 0],
      ]),
    )[2],
  ).toBeCloseTo(0.5, 14);
});

test("trace and Frobenius norm are kept", () => {
  fc.assert(
    fc.property(fc.array(between(-3, 3), { minLength: 16, maxLength: 16 }), (flat) => {
      const matrix = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => flat[4 * Math.min(i, j) + Math.max(i, j)] ?? 0));
      const values = eigenvalues(matrix);
      const total = (row: readonly number[]): number => row.reduce((sum, x) => sum + x, 0);
      expect(total(values)).toBeCloseTo(total(matrix.map((row, i) => row[i] ?? 0)), 10);
      expect(total(values.map((x) => x * x))).toBeCloseTo(total(matrix.flat().map((x) => x * x)), 9);
    }),
  );
});
