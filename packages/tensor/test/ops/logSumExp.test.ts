import { expect, test } from "vitest";
import { Tensor, grad, logSumExp, sum, zeros } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("no overflow, axes, nothing", () => {
  expect(logSumExp(f64(1000, 1000)).item()).toBeCloseTo(1000 + Math.LN2, 12);
  expect(logSumExp(zeros([0])).item()).toBe(-Infinity);
  expect(logSumExp(zeros([2, 3]), { axis: 0 }).shape).toEqual([3]);
  expect(logSumExp(zeros([2, 3]), { axis: [0, 1], keepDims: true }).shape).toEqual([1, 1]);
});

test("masked elements count nothing and get no gradient", () => {
  expect(logSumExp(f64(3, -Infinity)).item()).toBe(3);
  expect(grad((x: Tensor) => sum(logSumExp(x)))(f64(3, -Infinity)).toArray()).toEqual([1, 0]);
  expect(logSumExp(f64(-Infinity, -Infinity)).item()).toBe(-Infinity);
  expect(logSumExp(f64(Infinity, 0)).item()).toBe(Infinity);
  expect(logSumExp(f64(Number.NaN, 0)).item()).toBeNaN();
});
