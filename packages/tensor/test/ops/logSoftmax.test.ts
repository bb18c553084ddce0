import { expect, test } from "vitest";
import { Tensor, exp, grad, logSoftmax, mul0, sum, tensor, zeros } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("a confident row keeps every digit", () => {
  expect(logSoftmax(f64(40, 0)).toArray()).toEqual([-4.248354255291589e-18, -40]);
  expect(sum(exp(logSoftmax(f64(1, 2, 3)))).item()).toBeCloseTo(1, 15);
});

test("−Infinity masks a class: no NaN in value and gradient", () => {
  const row = f64(1, -Infinity, 1);
  expect(Array.from(exp(logSoftmax(row)).data, (p) => Math.round(p * 1e12) / 1e12)).toEqual([0.5, 0, 0.5]);
  const slope = grad((z: Tensor) => sum(mul0(f64(1, 0, 0), logSoftmax(z))))(row);
  expect(slope.data[1]).toBe(0);
  expect(slope.data[0]).toBeCloseTo(0.5, 15);
  expect(slope.data[2]).toBeCloseTo(-0.5, 15);
});

test("another axis, NaN, empty rows", () => {
  expect(
    logSoftmax(
      tensor([
        [0, 1],
        [0, 5],
      ]),
      { axis: 0 },
    ).data[0],
  ).toBeCloseTo(-Math.LN2, 6);
  expect(Array.from(logSoftmax(f64(0, Number.NaN)).data).every(Number.isNaN)).toBe(true);
  expect(logSoftmax(zeros([0, 3])).shape).toEqual([0, 3]);
  expect(logSoftmax(zeros([2, 0])).shape).toEqual([2, 0]);
  expect(() => logSoftmax(1)).toThrow("logSoftmax: x has no axes");
});
