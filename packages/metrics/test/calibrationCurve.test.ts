import fc from "fast-check";
import { expect, test } from "vitest";
import { calibrationCurve } from "../src/index.ts";
import { reversed, scored } from "./rows.ts";

test("scikit-learn's example", () => {
  const positive = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1, 1);
  const curve = calibrationCurve(Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1), positive, { bins: 3 });
  expect(curve.map(({ fractionPositive }) => fractionPositive)).toEqual([0, 0.5, 1]);
  expect(curve.map(({ count }) => count)).toEqual([3, 2, 4]);
  [0.2, 0.525, 0.85].forEach((value, k) => expect(curve[k]?.meanPrediction).toBeCloseTo(value, 15));
});

test("a bin ends with its upper edge; 0 is in the first; empty bins are left out", () => {
  const edges = calibrationCurve([0, 0.1, 0.3, 0.6, 0.7, 1], [0, 1, 0, 1, 0, 1]);
  expect(edges.map(({ low, high, count }) => [low, high, count])).toEqual([
    [0, 0.1, 2],
    [0.2, 0.3, 1],
    [0.5, 0.6, 1],
    [0.6, 0.7, 1],
    [0.9, 1, 1],
  ]);
});

test("bins between quantiles: NumPy's quantiles of 0.1, 0.2, 0.3, 0.9 are 0.1, 0.25, 0.9", () => {
  const curve = calibrationCurve([0.9, 0.1, 0.3, 0.2], [1, 0, 1, 0], { bins: 2, strategy: "quantile" });
  expect(curve.map(({ low, high, count, fractionPositive }) => [low, high, count, fractionPositive])).toEqual([
    [0.1, 0.25, 2, 0],
    [0.25, 0.9, 2, 1],
  ]);
  expect(calibrationCurve([0.5, 0.5, 0.5], [0, 1, 1], { bins: 4, strategy: "quantile" })).toEqual([
    { low: 0.5, high: 0.5, count: 3, meanPrediction: 0.5, fractionPositive: 2 / 3 },
  ]);
});

test("all rows are counted once, each between the edges of its bin, in any order", () => {
  const options = fc.record({
    bins: fc.integer({ min: 1, max: 25 }),
    strategy: fc.constantFrom("uniform" as const, "quantile" as const),
  });
  fc.assert(
    fc.property(scored, options, ({ scores, positive }, options) => {
      const curve = calibrationCurve(scores, positive, options);
      const within = (low: number, high: number, isFirst: boolean) =>
        scores.filter((score) => (score > low || (isFirst && score === low)) && score <= high).length;
      expect(curve.map(({ count }) => count)).toEqual(curve.map(({ low, high }, k) => within(low, high, k === 0)));
      expect(curve.reduce((sum, { count }) => sum + count, 0)).toBe(scores.length);
      const mean = curve.reduce((sum, { count, fractionPositive }) => sum + count * fractionPositive, 0);
      expect(mean).toBeCloseTo(
        positive.reduce((sum, each) => sum + each, 0),
        10,
      );
      const other = calibrationCurve(reversed(scores), reversed(positive), options);
      expect(other.map(({ count, fractionPositive }) => [count, fractionPositive])).toEqual(
        curve.map(({ count, fractionPositive }) => [count, fractionPositive]),
      );
    }),
  );
});
