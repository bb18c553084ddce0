import { expect, test } from "vitest";
import { Tensor, grad, sub, sum, tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values and derivatives", () => {
  expect(sub(tensor([1, 2]), 10).toArray()).toEqual([-9, -8]);
  expect(grad((b: Tensor) => sum(sub(1, b)))(f64(5)).toArray()).toEqual([-1]);
});
