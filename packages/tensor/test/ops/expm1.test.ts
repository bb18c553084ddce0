import { expect, test } from "vitest";
import { Tensor, expm1, grad, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("keeps the digits of small numbers", () => {
  expect(expm1(f64(1e-20)).item()).toBe(1e-20);
  expect(expm1(f64(-Infinity, Infinity)).toArray()).toEqual([-1, Infinity]);
  expect(grad((x: Tensor) => sum(expm1(x)))(f64(0)).toArray()).toEqual([1]);
});
