import { expect, test } from "vitest";
import { Tensor, abs, grad, sum, tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values of both signs, infinities and NaN", () => {
  expect(abs(f64(-3, 2, -Infinity, Number.NaN)).toArray()).toEqual([3, 2, Infinity, NaN]);
  expect(abs(tensor([-3], { dtype: "int32" })).dtype).toBe("int32");
});

test("the derivative is the sign, and 0 at 0", () => {
  expect(grad((x: Tensor) => sum(abs(x)))(f64(-2, 0, 3)).toArray()).toEqual([-1, 0, 1]);
});
