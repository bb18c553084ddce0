import { expect, test } from "vitest";
import { Tensor, exp, grad, mul, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values and range", () => {
  expect(exp(f64(0, -Infinity, Infinity, Number.NaN)).toArray()).toEqual([1, 0, Infinity, NaN]);
  expect(exp(f64(1)).item()).toBeCloseTo(Math.E, 15);
});

test("every derivative is itself", () => {
  expect(grad((x: Tensor) => sum(grad((y: Tensor) => sum(exp(y)))(x)))(f64(1)).item()).toBeCloseTo(Math.E, 15);
});

test("an infinite derivative without weight is 0", () => {
  expect(grad((x: Tensor) => sum(mul(exp(x), 0)))(f64(1000)).toArray()).toEqual([0]);
});
