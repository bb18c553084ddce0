import { expect, test } from "vitest";
import { Tensor, grad, mul, sum, take, tensor, zeros } from "../../src/index.ts";

test("whole rows, in any order", () => {
  expect(
    take(
      tensor([
        [1, 2],
        [3, 4],
      ]),
      tensor(new Int32Array([1, 1, 0])),
    ).toArray(),
  ).toEqual([
    [3, 4],
    [3, 4],
    [1, 2],
  ]);
  expect(grad((x: Tensor) => sum(take(x, tensor(new Int32Array([1, 1])))))(zeros([2, 2])).toArray()).toEqual([
    [0, 0],
    [2, 2],
  ]);
  expect(take(zeros([3, 2]), tensor(new Int32Array(0))).shape).toEqual([0, 2]);
  expect(() => take(zeros([2, 2]), tensor(new Int32Array([0, 2])))).toThrow("take: indices[1] is 2, expected 0..1");
  expect(() => take(zeros([2, 2]), tensor([1]))).toThrow("take: indices are float32, expected int32");
  expect(() => take(1, tensor(new Int32Array([0])))).toThrow("take: x has 0 axes and indices 1");
});

test("the gradient of a row taken often keeps its digits in float32", () => {
  const often = zeros([65_536], { dtype: "int32" });
  const slope = grad((x: Tensor) => sum(mul(take(x, often), 0.1)))(zeros([1, 1]));
  expect(slope.item()).toBeCloseTo(6553.6, 2);
});
