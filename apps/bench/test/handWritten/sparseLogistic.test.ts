import { expect, it } from "vitest";
import { sparseLogistic } from "../../src/handWritten/sparseLogistic.ts";

// Rows (3, 0, 0) and (0, −2, 4).
const rows = {
  values: Float64Array.of(3, -2, 4),
  columns: Int32Array.of(0, 1, 2),
  starts: Int32Array.of(0, 1, 3),
};
const target = Float64Array.of(1, 0);

it("is right at weights of 0", () => {
  const gradient = new Float64Array(3);
  // log 2 each; slopes (½ − y)/2 times the rows.
  expect(sparseLogistic(rows, target, new Float64Array(3), gradient)).toBeCloseTo(Math.LN2, 15);
  expect(gradient).toEqual(Float64Array.of(-0.75, -0.5, 1));
});

it("has a gradient that agrees with differences", () => {
  const weights = Float64Array.of(0.5, -0.25, 0.125);
  const gradient = new Float64Array(3);
  sparseLogistic(rows, target, weights, gradient);
  const step = 1e-5;
  const valueAt = (j: number, change: number): number =>
    sparseLogistic(rows, target, weights.with(j, (weights[j] as number) + change), new Float64Array(3));
  for (const j of [0, 1, 2]) {
    expect(gradient[j]).toBeCloseTo((valueAt(j, step) - valueAt(j, -step)) / (2 * step), 9);
  }
});
