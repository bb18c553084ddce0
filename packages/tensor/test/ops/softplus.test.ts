import { expect, test } from "vitest";
import { Tensor, grad, softplus, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("both tails", () => {
  expect(softplus(f64(-Infinity, Infinity, 1e4, Number.NaN)).toArray()).toEqual([0, Infinity, 10000, NaN]);
  expect(softplus(f64(-50)).item()).toBe(Math.exp(-50));
  expect(softplus(f64(0)).item()).toBeCloseTo(Math.LN2, 15);
  expect(grad((x: Tensor) => sum(softplus(x)))(f64(0)).toArray()).toEqual([0.5]);
});
