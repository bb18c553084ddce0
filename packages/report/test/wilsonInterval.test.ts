import fc from "fast-check";
import { expect, test } from "vitest";
import { wilsonInterval } from "../src/wilsonInterval.ts";

test.each([
  // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("%i of %i: %f to %f", (part, whole, low, high) => {
  const interval = wilsonInterval(part, whole);
  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});

test("holds the share, within 0 and 1, and is mirrored by the other part", () => {
  const counts = fc
    .integer({ min: 1, max: 5000 })
    .chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole)));
  fc.assert(
    fc.property(counts, ([part, whole]) => {
      const [low, high] = wilsonInterval(part, whole);
      const [mirroredLow, mirroredHigh] = wilsonInterval(whole - part, whole);
      expect(low).toBeLessThanOrEqual(part / whole);
      expect(high).toBeGreaterThanOrEqual(part / whole);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(1 - mirroredHigh).toBeCloseTo(low, 12);
      expect(1 - mirroredLow).toBeCloseTo(high, 12);
    }),
  );
});
