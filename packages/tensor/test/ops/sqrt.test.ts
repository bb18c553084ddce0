import { expect, test } from "vitest";
import { Tensor, grad, sqrt, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values, domain and derivative", () => {
  expect(sqrt(f64(4, 0, -1)).toArray()).toEqual([2, 0, NaN]);
  expect(grad((x: Tensor) => sum(sqrt(x)))(f64(4, 0)).toArray()).toEqual([0.25, Infinity]);
});
