import { tensor, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { clipByGlobalNorm } from "../../src/index.ts";

const clip = <T>(limit: number, gradient: T): T => clipByGlobalNorm(limit).update(gradient, null, gradient).update;
const float64 = (...values: number[]): Tensor => tensor(Float64Array.from(values));

test("worked by hand: the norm of 3, 4 and 12 is 13", () => {
  const clipped = clip(6.5, { a: float64(3, 4), b: [float64(12)] });
  expect(clipped.a.toArray()).toEqual([1.5, 2]);
  expect(clipped.b[0]?.toArray()).toEqual([6]);
});

test("a shorter gradient, and one of 0, is the very same", () => {
  for (const gradient of [{ a: float64(3, 4) }, { a: float64(0, 0) }]) expect(clip(5, gradient)).toBe(gradient);
});

test("any longer one gets the limit as its norm, and keeps its direction", () => {
  const numbers = fc.array(fc.double({ min: -1e300, max: 1e300, noNaN: true }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(numbers, fc.double({ min: 1e-3, max: 10, noNaN: true }), (values, limit) => {
      fc.pre(values.some((value) => Math.abs(value) > 2 * limit));
      const [first, ...rest] = values;
      const clipped = clip(limit, [float64(first!), float64(...rest)]).flatMap(({ data }) => [...data]);
      expect(Math.hypot(...clipped) / limit).toBeCloseTo(1, 12);
      const largest = values.indexOf(values.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a)));
      values.forEach((value, i) => expect(clipped[i]! / clipped[largest]!).toBeCloseTo(value / values[largest]!, 12));
    }),
  );
});

test("what is not finite stays to be seen", () => {
  expect(clip(1, float64(Number.NaN, 5)).toArray()).toEqual([Number.NaN, 5]);
  expect(clip(1, [float64(Infinity, 5), float64(7)])[1]?.toArray()).toEqual([7]);
});
