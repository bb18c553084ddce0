import fc from "fast-check";
import { expect, test } from "vitest";
import { logTicks } from "../../src/figures/logTicks.ts";

test.each([
  [1, 10, [1, 2, 5, 10]],
  [0.3, 7, [0.5, 1, 2, 5]],
  [0.5, 2000, [1, 10, 100, 1000]],
  [1e-8, 100, [1e-8, 1e-6, 1e-4, 1e-2, 1, 100]],
])("%d to %d", (low, high, expected) => {
  expect(logTicks(low, high)).toEqual(expected);
});

test("within the range, ascending, no more than asked, and at least one over a decade", () => {
  const range = fc.tuple(fc.double({ min: -12, max: 12, noNaN: true }), fc.double({ min: 1, max: 12, noNaN: true }));
  fc.assert(
    fc.property(range, fc.integer({ min: 4, max: 9 }), ([exponent, span], most) => {
      const [low, high] = [10 ** exponent, 10 ** (exponent + span)];
      const ticks = logTicks(low, high, most);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(most);
      expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
      expect(ticks.every((tick) => tick >= low && tick <= high)).toBe(true);
    }),
  );
});
