import { expect, test } from "vitest";
import { Tensor, grad, max, sum, tensor, zeros } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("axes, NaN and ties", () => {
  expect(
    max(
      tensor([
        [1, 9],
        [7, 5],
      ]),
      { axis: 1 },
    ).toArray(),
  ).toEqual([9, 7]);
  expect(
    max(
      tensor([
        [1, 9],
        [7, 5],
      ]),
      { axis: 0, keepDims: true },
    ).toArray(),
  ).toEqual([[7, 9]]);
  expect(max(f64(1, Number.NaN, 3)).item()).toBeNaN();
  expect(grad((x: Tensor) => sum(max(x)))(f64(1, 3, 3)).toArray()).toEqual([0, 1, 0]);
  expect(() => max(zeros([0]))).toThrow("no elements");
});
