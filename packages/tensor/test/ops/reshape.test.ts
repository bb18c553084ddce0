import { expect, test } from "vitest";
import { Tensor, grad, reshape, sum, tensor, zeros } from "../../src/index.ts";

test("one extent is worked out", () => {
  expect(reshape(tensor([1, 2, 3, 4]), [2, -1]).toArray()).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(reshape(zeros([0, 3]), [3, 0]).shape).toEqual([3, 0]);
  expect(() => reshape(tensor([1, 2, 3]), [2, -1])).toThrow("reshape: shape is [2, -1], expected 3 elements as in [3]");
  expect(() => reshape(tensor([1, 2, 3]), [2])).toThrow("reshape: shape is [2]");
  expect(grad((x: Tensor) => sum(reshape(x, [2, 2])))(tensor([1, 2, 3, 4])).shape).toEqual([4]);
});

test("the elements are shared, not copied, where nothing watches", () => {
  const x = tensor([1, 2, 3, 4]);
  expect(reshape(x, [2, 2]).data).toBe(x.data);
});
