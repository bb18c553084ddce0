import { expect, test } from "vitest";
import { Tensor, exp, grad, hvp, jvp, mul, square, sum, tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("value and tangent of a tree", () => {
  const { value, tangent } = jvp(
    (w: { a: Tensor; b: Tensor }) => ({ product: mul(w.a, w.b), constant: tensor(1) }),
    { a: f64(2), b: f64(5) },
    { a: f64(1), b: f64(10) },
  );
  expect(value.product.toArray()).toEqual([10]);
  expect(tangent.product.toArray()).toEqual([25]);
  expect(tangent.constant.item()).toBe(0);
});

test("forward over forward", () => {
  const cube = (x: Tensor): Tensor => mul(x, square(x));
  const slope = (x: Tensor): Tensor => jvp(cube, x, f64(1)).tangent;
  expect(jvp(slope, f64(2), f64(1)).tangent.toArray()).toEqual([12]);
});

test("reverse over forward is forward over reverse", () => {
  const f = (x: Tensor): Tensor => sum(mul(exp(x), square(x)));
  const reversed = grad((x: Tensor) => jvp(f, x, f64(1, -2)).tangent)(f64(0.5, 1));
  hvp(f, f64(0.5, 1), f64(1, -2)).data.forEach((value, i) => expect(reversed.data[i]).toBeCloseTo(value, 12));
});

test("a tangent of another shape or structure is refused", () => {
  expect(() => jvp((x: Tensor) => x, f64(1), f64(1, 2))).toThrow("jvp: tangent has shape [2], expected [1]");
  expect(() => jvp((x: object) => x, { a: f64(1) }, { b: f64(1) })).toThrow("structure");
});
