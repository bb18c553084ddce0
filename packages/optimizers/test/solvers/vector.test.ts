import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addScaled, dot, infinityNorm, scale } from "../../src/solvers/vector.ts";

// Whole numbers, so that sums are exact in any order; every length, so that each remainder of four is met.
const pair = fc
  .array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), { maxLength: 13 })
  .map((rows) => ({ a: Float64Array.from(rows, ([a]) => a), b: Float64Array.from(rows, ([, b]) => b) }));

test("as one entry at a time", () => {
  fc.assert(
    fc.property(pair, fc.integer({ min: -9, max: 9 }), ({ a, b }, factor) => {
      expect(dot(a, b)).toBe(a.reduce((sum, entry, i) => sum + entry * b[i]!, 0));
      expect(infinityNorm(a)).toBe(a.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0));
      const out = new Float64Array(a.length);
      scale(out, factor, a);
      expect(out).toEqual(a.map((entry) => factor * entry));
      addScaled(out, a, factor, b);
      const sum = a.map((entry, i) => entry + factor * b[i]!);
      expect(out).toEqual(sum);
      addScaled(a, a, factor, b);
      expect(a).toEqual(sum);
    }),
  );
});

test("a norm does not hide NaN", () => {
  for (let i = 0; i < 9; i++) {
    const a = new Float64Array(9).fill(1);
    a[i] = Number.NaN;
    expect(infinityNorm(a)).toBeNaN();
  }
});
