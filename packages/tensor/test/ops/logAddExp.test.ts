import { expect, test } from "vitest";
import { Tensor, grad, hvp, logAddExp, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("no overflow, infinities and NaN as NumPy", () => {
  expect(logAddExp(f64(1000), 1000).item()).toBeCloseTo(1000 + Math.LN2, 12);
  expect(logAddExp(f64(-Infinity, Infinity, -Infinity, Number.NaN), f64(-Infinity, Infinity, 3, 0)).toArray()).toEqual([
    -Infinity,
    Infinity,
    3,
    NaN,
  ]);
});

test("the derivative is the share of each side, a half at a tie", () => {
  expect(grad((a: Tensor) => sum(logAddExp(a, 3)))(f64(3)).toArray()).toEqual([0.5]);
  expect(
    grad((a: Tensor) => sum(logAddExp(a, f64(5, -Infinity, Infinity, -Infinity))))(
      f64(-Infinity, 2, 3, -Infinity),
    ).toArray(),
  ).toEqual([0, 1, 0, 0.5]);
});

test("the second derivative at a = b is 1/4", () => {
  expect(hvp((a: Tensor) => sum(logAddExp(a, 3)), f64(3), f64(1)).item()).toBe(0.25);
});
