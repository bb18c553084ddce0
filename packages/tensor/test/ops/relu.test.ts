import { expect, test } from "vitest";
import { Tensor, grad, relu, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values, NaN, and derivative 0 at 0", () => {
  expect(relu(f64(-3, 0, 2, Number.NaN)).toArray()).toEqual([0, 0, 2, NaN]);
  expect(grad((x: Tensor) => sum(relu(x)))(f64(-3, 0, 2)).toArray()).toEqual([0, 0, 1]);
});
