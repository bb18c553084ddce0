import { expect, test } from "vitest";
import { Tensor, add, mul, reshape, square, sum, valueAndGrad } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("value and gradient in one pass; further arguments are passed on and not differentiated", () => {
  const loss = (w: Tensor, x: Tensor, shift: number): Tensor => sum(square(add(mul(w, x), shift)));
  const { value, gradient } = valueAndGrad(loss)(f64(1, 2), f64(3, 4), 1);
  expect(value.item()).toBe(16 + 81);
  expect(gradient.toArray()).toEqual([24, 72]);
});

test("one element in any shape will do", () => {
  expect(valueAndGrad((x: Tensor) => reshape(x, [1, 1]))(f64(3)).gradient.toArray()).toEqual([1]);
});
