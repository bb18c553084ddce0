import { expect, test } from "vitest";
import { Tensor, grad, guardedPower, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("0 to a negative power is 0, and so is its derivative", () => {
  expect(guardedPower(f64(0, 4), -0.5).toArray()).toEqual([0, 0.5]);
  expect(grad((x: Tensor) => sum(guardedPower(x, 0.5)))(f64(0, 4)).toArray()).toEqual([0, 0.25]);
  expect(grad((x: Tensor) => sum(guardedPower(x, 2)))(f64(0, 4)).toArray()).toEqual([0, 8]);
});
