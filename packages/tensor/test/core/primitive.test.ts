import { expect, test } from "vitest";
import { Tensor, apply, grad, jvp, mul, tensor, type Primitive } from "../../src/index.ts";

const product: Primitive<Record<never, never>> = {
  name: "product",
  infer: ([a]) => ({ shape: a?.shape ?? [], dtype: a?.dtype ?? "float32" }),
  compute: ([a, b], output) => {
    for (let i = 0; i < output.length; i++) output[i] = (a?.data[i] ?? 0) * (b?.data[i] ?? 0);
  },
  derivatives: [
    { forward: (t, _, [, b]) => mul(t, b as Tensor), backward: (t, _, [, b]) => mul(t, b as Tensor) },
    { forward: (t, _, [a]) => mul(t, a as Tensor), backward: (t, _, [a]) => mul(t, a as Tensor) },
  ],
};

test("a primitive of one's own is computed and differentiated, again and again", () => {
  const cube = (x: Tensor): Tensor => apply(product, [x, apply(product, [x, x], {})], {});
  expect(cube(tensor([2, 3])).toArray()).toEqual([8, 27]);
  expect(grad(cube)(tensor(2)).item()).toBe(12);
  expect(grad(grad(cube))(tensor(2)).item()).toBe(12);
  expect(grad(grad(grad(cube)))(tensor(2)).item()).toBe(6);
  expect(jvp(cube, tensor(2), tensor(1)).tangent.item()).toBe(12);
});

test("a failing function leaves no trace behind", () => {
  const failing = grad(() => {
    throw new Error("within");
  });
  expect(() => failing(tensor(1))).toThrow("within");
  expect(grad((x: Tensor) => mul(x, x))(tensor(3)).item()).toBe(6);
});
