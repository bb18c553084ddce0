import { expect, test } from "vitest";
import { Tensor, grad, maximum, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values, NaN, and no derivative at a tie", () => {
  expect(maximum(f64(1, 5, Number.NaN), 3).toArray()).toEqual([3, 5, NaN]);
  expect(grad((x: Tensor) => sum(maximum(x, 3)))(f64(1, 3, 5)).toArray()).toEqual([0, 0, 1]);
});
