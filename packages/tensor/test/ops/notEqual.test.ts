import { expect, test } from "vitest";
import { Tensor, grad, mul, notEqual, sum, tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("1 where a ≠ b, never at NaN but for ≠, as bool", () => {
  expect(notEqual(tensor([1, 2, 3, Number.NaN]), 2).toArray()).toEqual([1, 0, 1, 1]);
  expect(notEqual(tensor([1]), 2).dtype).toBe("bool");
  expect(grad((x: Tensor) => sum(mul(notEqual(x, 2), x)))(f64(1, 2, 3)).toArray()).toEqual([1, 0, 1]);
});
