import { expect, test } from "vitest";
import { Tensor, div, grad, mul, sum, tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values, also over 0, and float for integers", () => {
  expect(div(f64(1, -1, 0), 0).toArray()).toEqual([Infinity, -Infinity, NaN]);
  expect(div(tensor([1], { dtype: "int32" }), tensor([2], { dtype: "int32" })).dtype).toBe("float32");
});

test("the derivatives are 1/b and −a/b²", () => {
  expect(grad((a: Tensor) => sum(div(a, 4)))(f64(1, 2)).toArray()).toEqual([0.25, 0.25]);
  expect(grad((b: Tensor) => sum(div(8, b)))(f64(2, 4)).toArray()).toEqual([-2, -0.5]);
});

test("without weight no derivative, also over 0", () => {
  expect(grad((x: Tensor) => sum(mul(div(x, 0), 0)))(f64(1)).toArray()).toEqual([0]);
});
