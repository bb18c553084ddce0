import { expect, test } from "vitest";
import { Tensor, grad, hvp, square, sum, tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values, and a curvature of 2 also at 0", () => {
  expect(square(tensor([3, -2], { dtype: "int32" })).toArray()).toEqual([9, 4]);
  expect(grad((x: Tensor) => sum(square(x)))(f64(0, 3)).toArray()).toEqual([0, 6]);
  expect(hvp((x: Tensor) => sum(square(x)), f64(0, 3), f64(1, 1)).toArray()).toEqual([2, 2]);
});
