import { expect, test } from "vitest";
import { atan, grad, hvp, sum, type Tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("values, both ends, and a slope that keeps its digits", () => {
  expect(atan(f64(0, 1, Infinity, -Infinity, Number.NaN)).toArray()).toEqual([
    0,
    Math.PI / 4,
    Math.PI / 2,
    -Math.PI / 2,
    Number.NaN,
  ]);
  expect(grad((x: Tensor) => sum(atan(x)))(f64(0, 2, 1e200)).toArray()).toEqual([1, 0.2, 0]);
  expect(hvp((x: Tensor) => sum(atan(x)), f64(2), f64(1)).item()).toBeCloseTo(-4 / 25, 15);
});
