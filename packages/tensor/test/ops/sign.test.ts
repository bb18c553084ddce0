import { expect, test } from "vitest";
import { Tensor, grad, sign, sum, tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values and derivative 0", () => {
  expect(sign(f64(-3, 0, 5)).toArray()).toEqual([-1, 0, 1]);
  expect(grad((x: Tensor) => sum(sign(x)))(f64(-3, 0, 5)).toArray()).toEqual([0, 0, 0]);
  expect(sign(tensor([-1], { dtype: "int32" })).dtype).toBe("int32");
});
