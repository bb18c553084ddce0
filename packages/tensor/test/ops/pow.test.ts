import { expect, test } from "vitest";
import { Tensor, grad, pow, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values", () => {
  expect(pow(f64(2, 3, -2), 2).toArray()).toEqual([4, 9, 4]);
  expect(pow(f64(0, 0), f64(-1, 0)).toArray()).toEqual([Infinity, 1]);
  expect(pow(f64(-2), 0.5).item()).toBeNaN();
});

test("the derivative by the base, 0 at 0 where the power is below 1", () => {
  expect(grad((x: Tensor) => sum(pow(x, 3)))(f64(2, 0)).toArray()).toEqual([12, 0]);
  expect(grad((x: Tensor) => sum(pow(x, 0.5)))(f64(0, 4)).toArray()).toEqual([0, 0.25]);
});

test("the derivative by the exponent", () => {
  expect(grad((c: Tensor) => sum(pow(2, c)))(f64(3)).item()).toBeCloseTo(8 * Math.LN2, 14);
  expect(grad((c: Tensor) => sum(pow(0, c)))(f64(2)).toArray()).toEqual([0]);
});
