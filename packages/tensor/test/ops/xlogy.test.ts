import { expect, test } from "vitest";
import { Tensor, grad, sum, xlogy } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("0 · log 0 is 0, in value and derivatives", () => {
  expect(xlogy(f64(0, 0, Number.NaN), f64(0, Infinity, 1)).toArray()).toEqual([0, 0, NaN]);
  expect(xlogy(f64(2), 3).item()).toBeCloseTo(2 * Math.log(3), 14);
  expect(grad((y: Tensor) => sum(xlogy(0, y)))(f64(0, 2)).toArray()).toEqual([0, 0]);
  expect(grad((y: Tensor) => sum(xlogy(6, y)))(f64(2, 3)).toArray()).toEqual([3, 2]);
});
