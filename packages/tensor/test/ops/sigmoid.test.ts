import { expect, test } from "vitest";
import { Tensor, grad, sigmoid, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("both tails, and a derivative that keeps its digits", () => {
  expect(sigmoid(f64(0, -Infinity, Infinity, Number.NaN)).toArray()).toEqual([0.5, 0, 1, NaN]);
  expect(sigmoid(f64(-700)).item()).toBe(Math.exp(-700));
  expect(grad((x: Tensor) => sum(sigmoid(x)))(f64(50)).item()).toBe(Math.exp(-50));
  expect(grad((x: Tensor) => sum(sigmoid(x)))(f64(0)).item()).toBeCloseTo(0.25, 16);
});
