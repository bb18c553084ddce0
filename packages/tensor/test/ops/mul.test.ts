import { expect, test } from "vitest";
import { Tensor, grad, mul, sum, tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values and derivatives", () => {
  expect(mul(tensor([1, 2]), tensor([[1], [10]])).toArray()).toEqual([
    [1, 2],
    [10, 20],
  ]);
  expect(grad((x: Tensor) => sum(mul(x, x)))(f64(0, 3)).toArray()).toEqual([0, 6]);
  expect(mul(f64(0), Infinity).item()).toBeNaN();
});
