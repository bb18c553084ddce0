import { expect, test } from "vitest";
import { Tensor, grad, minimum, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values, NaN, and no derivative at a tie", () => {
  expect(minimum(f64(1, 5, Number.NaN), 3).toArray()).toEqual([1, 3, NaN]);
  expect(grad((x: Tensor) => sum(minimum(x, 3)))(f64(1, 3, 5)).toArray()).toEqual([1, 0, 0]);
});
