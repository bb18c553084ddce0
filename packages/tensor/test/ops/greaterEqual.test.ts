import { expect, test } from "vitest";
import { Tensor, grad, greaterEqual, mul, sum, tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("1 where a ≥ b, never at NaN, as bool", () => {
  expect(greaterEqual(tensor([1, 2, 3, Number.NaN]), 2).toArray()).toEqual([0, 1, 1, 0]);
  expect(greaterEqual(tensor([1]), 2).dtype).toBe("bool");
  expect(grad((x: Tensor) => sum(mul(greaterEqual(x, 2), x)))(f64(1, 2, 3)).toArray()).toEqual([0, 1, 1]);
});
