import { expect, test } from "vitest";
import { Tensor, equal, grad, mul, sum, tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("1 where a = b, never at NaN, as bool", () => {
  expect(equal(tensor([1, 2, 3, Number.NaN]), 2).toArray()).toEqual([0, 1, 0, 0]);
  expect(equal(tensor([1]), 2).dtype).toBe("bool");
  expect(grad((x: Tensor) => sum(mul(equal(x, 2), x)))(f64(1, 2, 3)).toArray()).toEqual([0, 1, 0]);
});
