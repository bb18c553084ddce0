import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CurvatureHistory } from "../../src/solvers/curvatureHistory.ts";
import { dot } from "../../src/solvers/vector.ts";

type Matrix = readonly Float64Array[];

const diagonal = (size: number, entry: number): Matrix =>
  Array.from({ length: size }, (_, i) => Float64Array.from({ length: size }, (_, j) => (i === j ? entry : 0)));

/** The inverse Hessian itself: H ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ (Nocedal & Wright, 7.16). */
function updated(h: Matrix, s: Float64Array, y: Float64Array): Matrix {
  const rho = 1 / dot(s, y);
  const hy = Float64Array.from(h, (row) => dot(row, y));
  const yhy = dot(y, hy);
  return h.map((row, i) =>
    row.map((entry, j) => entry - rho * (s[i]! * hy[j]! + hy[i]! * s[j]!) + (rho * rho * yhy + rho) * s[i]! * s[j]!),
  );
}

const size = 4;
const vector = fc
  .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: size, maxLength: size })
  .map((entries) => Float64Array.from(entries));
const eigenvalues = [0.5, 1, 2, 5];
/** A step with the gradient change of a quadratic: positive curvature, if the step is long enough. */
const pair = vector.filter((s) => dot(s, s) > 0.1).map((s) => ({ s, y: s.map((entry, i) => entry * eigenvalues[i]!) }));
const zero = new Float64Array(size);

describe("the two-loop recursion", () => {
  test("multiplies by the matrix of the last `memory` updates, scaled by the last pair", () => {
    fc.assert(
      fc.property(
        fc.array(pair, { minLength: 1, maxLength: 7 }),
        vector,
        fc.integer({ min: 1, max: 4 }),
        (pairs, gradient, memory) => {
          const history = new CurvatureHistory(size, memory, 1);
          for (const { s, y } of pairs) history.add(zero, s, zero, y);
          const last = pairs.at(-1)!;
          const start = diagonal(size, dot(last.s, last.y) / dot(last.y, last.y));
          const h = pairs.slice(-memory).reduce((matrix, { s, y }) => updated(matrix, s, y), start);
          const direction = new Float64Array(size);
          history.direction(gradient, direction);
          const scale = Math.max(1, ...h.flatMap((row) => [...row].map(Math.abs)));
          h.forEach((row, i) => expect(Math.abs(direction[i]! + dot(row, gradient))).toBeLessThan(1e-11 * scale));
        },
      ),
    );
  });

  test("without pairs goes down the gradient, by the scale", () => {
    const history = new CurvatureHistory(2, 3, 0.5);
    const direction = new Float64Array(2);
    history.direction(Float64Array.of(4, -2), direction);
    expect(direction).toEqual(Float64Array.of(-2, 1));
  });
});

test("steps of zero, negative or unmeasurable curvature are passed over, also when the memory is full", () => {
  const history = new CurvatureHistory(2, 1, 1);
  const origin = new Float64Array(2);
  const bad: readonly [number, number][] = [
    [0, 0],
    [-1, 0],
    [1e-17, 1],
    [Number.NaN, 0],
  ];
  const addBad = (): void =>
    bad.forEach((y) => history.add(origin, Float64Array.of(1, 0), origin, Float64Array.from(y)));
  addBad();
  expect(history.isEmpty).toBe(true);
  history.add(origin, Float64Array.of(1, 0), origin, Float64Array.of(4, 0));
  addBad();
  const direction = new Float64Array(2);
  history.direction(Float64Array.of(8, 8), direction);
  expect(direction).toEqual(Float64Array.of(-2, -2));
  history.clear();
  expect(history.isEmpty).toBe(true);
  history.direction(Float64Array.of(4, 0), direction);
  expect(direction).toEqual(Float64Array.of(-1, -0));
});
