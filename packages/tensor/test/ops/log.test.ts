import { expect, test } from "vitest";
import { Tensor, grad, log, mul0, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values and domain", () => {
  expect(log(f64(1, 0, Infinity, -1)).toArray()).toEqual([0, -Infinity, Infinity, NaN]);
  expect(grad((x: Tensor) => sum(log(x)))(f64(2, 4)).toArray()).toEqual([0.5, 0.25]);
});

test("0 · log 0 has no derivative", () => {
  expect(grad((x: Tensor) => sum(mul0(0, log(x))))(f64(0)).toArray()).toEqual([0]);
});
