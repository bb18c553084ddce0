import { expect, test } from "vitest";
import { Tensor, grad, mul0, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("0 wins over infinity and NaN, in value and derivative", () => {
  expect(mul0(f64(0, 0, 2), f64(-Infinity, Number.NaN, 3)).toArray()).toEqual([0, 0, 6]);
  expect(grad((x: Tensor) => sum(mul0(x, f64(Infinity))))(f64(0)).toArray()).toEqual([Infinity]);
  expect(grad((y: Tensor) => sum(mul0(0, y)))(f64(Infinity)).toArray()).toEqual([0]);
});
