import fc from "fast-check";
import { expect, test } from "vitest";
import { expectedCalibrationError } from "../src/index.ts";
import { scored } from "./rows.ts";

test("by hand: gaps of 0.1 on two rows and 0.4 on two", () => {
  expect(expectedCalibrationError([0.1, 0.1, 0.9, 0.9], [0, 0, 1, 0], { bins: 2 })).toBeCloseTo(0.25, 15);
});

test("0 where the probabilities come true, 1 where certainty is wrong", () => {
  expect(expectedCalibrationError([0.25, 0.25, 0.25, 0.25, 1], [0, 1, 0, 0, 1])).toBe(0);
  expect(expectedCalibrationError([0, 1, 1], [1, 0, 0])).toBe(1);
});

test("bins of equal count need not give what bins of equal width give", () => {
  const [scores, positive] = [
    [0.1, 0.2, 0.3, 0.9],
    [0, 0, 1, 1],
  ];
  // Below 0.5: |0.2 − 1/3| on 3 rows; above: 0.1 on 1.
  expect(expectedCalibrationError(scores, positive, { bins: 2 })).toBeCloseTo((0.4 + 0.1) / 4, 15);
  // 0.15 on 2 rows, 0.4 on 2.
  expect(expectedCalibrationError(scores, positive, { bins: 2, strategy: "quantile" })).toBeCloseTo(0.275, 15);
});

test("one bin compares the means; more bins never find less", () => {
  fc.assert(
    fc.property(scored, fc.integer({ min: 1, max: 12 }), ({ scores, positive }, bins) => {
      const mean = (items: Iterable<number> & { readonly length: number }) =>
        [...items].reduce((sum, each) => sum + each, 0) / items.length;
      expect(expectedCalibrationError(scores, positive, { bins: 1 })).toBeCloseTo(
        Math.abs(mean(scores) - mean(positive)),
        12,
      );
      const coarse = expectedCalibrationError(scores, positive, { bins });
      expect(expectedCalibrationError(scores, positive, { bins: 2 * bins })).toBeGreaterThanOrEqual(coarse - 1e-12);
    }),
  );
});
