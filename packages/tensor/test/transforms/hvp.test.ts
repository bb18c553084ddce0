import { expect, test } from "vitest";
import { Tensor, hvp, matmul, mul, square, sum, tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("the Hessian of a quadratic form is its matrix, applied", () => {
  const matrix = tensor(new Float64Array([2, 1, 1, 4]), { shape: [2, 2] });
  const form = (x: Tensor): Tensor => mul(0.5, matmul(x, matmul(matrix, x)));
  expect(hvp(form, f64(7, -3), f64(1, 10)).toArray()).toEqual([12, 41]);
});

test("of a tree, with the blocks between its parts", () => {
  const f = ({ a, b }: { a: Tensor; b: Tensor }): Tensor => sum(mul(square(a), b));
  const product = hvp(f, { a: f64(3), b: f64(5) }, { a: f64(1), b: f64(2) });
  // ∂² = [[2b, 2a], [2a, 0]].
  expect(product.a.toArray()).toEqual([10 + 12]);
  expect(product.b.toArray()).toEqual([6]);
});
