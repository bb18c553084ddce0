import { expect, test } from "vitest";
import { Tensor, grad, neg, sum, tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values and dtype", () => {
  expect(neg(f64(1, -2)).toArray()).toEqual([-1, 2]);
  expect(neg(tensor([1], { dtype: "int32" })).dtype).toBe("int32");
  expect(grad((x: Tensor) => sum(neg(x)))(f64(1)).toArray()).toEqual([-1]);
});
