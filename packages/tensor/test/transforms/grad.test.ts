import { expect, test } from "vitest";
import { ParameterError, Tensor, add, grad, mul, square, sum, tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("the gradient has the structure, shapes and dtypes of the weights", () => {
  const weights = { layers: [{ slope: tensor([[1, 2]]), intercept: f64(3) }], scale: tensor(2) };
  const loss = ({ layers, scale }: typeof weights): Tensor =>
    mul(scale, add(sum(square(layers[0]?.slope ?? 0)), sum(layers[0]?.intercept ?? 0)));
  const slope = grad(loss)(weights);
  expect(slope.layers[0]?.slope.toArray()).toEqual([[4, 8]]);
  expect(slope.layers[0]?.intercept.toArray()).toEqual([2]);
  expect(slope.layers[0]?.intercept.dtype).toBe("float64");
  expect(slope.scale.item()).toBe(8);
});

test("derivatives of derivatives: x⁴ has 4x³, 12x², 24x, 24, 0", () => {
  const power = (x: Tensor): Tensor => mul(square(x), square(x));
  let f: (x: Tensor) => Tensor = power;
  for (const expected of [32, 48, 48, 24, 0]) {
    f = grad(f);
    expect(f(tensor(2, { dtype: "float64" })).item()).toBe(expected);
  }
});

test("a gradient within a function under grad, by another variable, is not mixed up with it", () => {
  // d/dx [x · d/dy (x + y)] = 1.
  const outer = (x: Tensor): Tensor => mul(x, grad((y: Tensor) => add(x, y))(tensor(1)));
  expect(grad(outer)(tensor(5)).item()).toBe(1);
});

interface Pair {
  readonly a: Tensor;
  readonly b: Tensor;
}

test("a tensor used twice gets both shares, one not used gets 0", () => {
  expect(grad((x: Tensor) => sum(add(mul(x, x), x)))(f64(3)).toArray()).toEqual([7]);
  expect(grad(({ a }: Pair) => sum(a))({ a: f64(1), b: f64(1, 2) }).b.toArray()).toEqual([0, 0]);
  expect(grad<Tensor, []>(() => tensor(1))(f64(1)).toArray()).toEqual([0]);
});

test("a long chain is no recursion", () => {
  const f = (x: Tensor): Tensor => {
    let y = x;
    for (let i = 0; i < 20_000; i++) y = add(y, 1);
    return y;
  };
  expect(grad(f)(tensor(0)).item()).toBe(1);
});

test("what cannot be differentiated is named", () => {
  expect(() => grad((x: Tensor) => x)(tensor([1, 2]))).toThrow("grad: f returned shape [2], expected one element");
  expect(() => grad((x: Tensor) => sum(x))(tensor([1], { dtype: "int32" }))).toThrow("grad: weights hold int32");
  expect(() => grad((x: { a: Tensor }) => x.a)({ a: 1 as unknown as Tensor })).toThrow(ParameterError);
});
