import { expect, test } from "vitest";
import { Tensor, grad, sum, tanh } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values, and a derivative that keeps its digits", () => {
  expect(tanh(f64(0, Infinity, -Infinity)).toArray()).toEqual([0, 1, -1]);
  expect(grad((x: Tensor) => sum(tanh(x)))(f64(30)).item() / (4 * Math.exp(-60))).toBeCloseTo(1, 12);
  expect(grad((x: Tensor) => sum(tanh(x)))(f64(0)).toArray()).toEqual([1]);
});
