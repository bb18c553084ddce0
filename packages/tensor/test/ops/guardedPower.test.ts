import { expect, test } from "vitest";
import { Tensor, grad, guardedPower, hvp, mul, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("0 to a negative power is 0, and so is its derivative", () => {
  expect(guardedPower(f64(0, 4), -0.5).toArray()).toEqual([0, 0.5]);
  expect(grad((x: Tensor) => sum(guardedPower(x, 0.5)))(f64(0, 4)).toArray()).toEqual([0, 0.25]);
  expect(grad((x: Tensor) => sum(guardedPower(x, 2)))(f64(0, 4)).toArray()).toEqual([0, 8]);
});

test("the second derivative of a small power does not overflow on its way", () => {
  // d²/ds² of (s·x)^½ at s = 1: −¼·x^½, through x^(−³⁄₂), which is beyond all numbers.
  const tiny = 1e-250;
  const scaled = (s: Tensor): Tensor => sum(guardedPower(mul(s, tiny), 0.5));
  expect(hvp(scaled, f64(1), f64(1)).data[0]).toBeCloseTo(-0.25e-125, 139);
});
