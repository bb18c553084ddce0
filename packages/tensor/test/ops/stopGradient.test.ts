import { expect, test } from "vitest";
import { Tensor, grad, jvp, mul, stopGradient, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("the same numbers, held constant", () => {
  expect(stopGradient(f64(1, 2)).toArray()).toEqual([1, 2]);
  expect(grad((x: Tensor) => sum(mul(x, stopGradient(x))))(f64(3)).toArray()).toEqual([3]);
  expect(jvp((x: Tensor) => stopGradient(x), f64(3), f64(1)).tangent.toArray()).toEqual([0]);
});
