import { expect, test } from "vitest";
import { Tensor, grad, min, sum, tensor, zeros } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("axes, NaN and ties", () => {
  expect(
    min(
      tensor([
        [1, 9],
        [7, 5],
      ]),
      { axis: 1 },
    ).toArray(),
  ).toEqual([1, 5]);
  expect(min(f64(1, Number.NaN, 3)).item()).toBeNaN();
  expect(grad((x: Tensor) => sum(min(x)))(f64(1, 3, 1)).toArray()).toEqual([1, 0, 0]);
  expect(() => min(zeros([0]))).toThrow("no elements");
});
