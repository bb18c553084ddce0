import { expect, test } from "vitest";
import { Tensor, arange, broadcastTo, grad, reshape, sum, sumTo, tensor } from "../../src/index.ts";

test("leading axes and extents of 1 are stretched", () => {
  expect(broadcastTo(tensor([[1], [2]]), [2, 2, 2]).toArray()).toEqual([
    [
      [1, 1],
      [2, 2],
    ],
    [
      [1, 1],
      [2, 2],
    ],
  ]);
  expect(() => broadcastTo(tensor([1, 2]), [3])).toThrow("broadcastTo: shapes [2] and [3] do not broadcast");
  expect(() => broadcastTo(tensor([1, 2]), [1])).toThrow("broadcastTo: shape [2] does not broadcast to [1]");
});

test("sumTo is its transpose", () => {
  expect(
    sumTo(
      tensor([
        [1, 2],
        [3, 4],
      ]),
      [2],
    ).toArray(),
  ).toEqual([4, 6]);
  expect(
    sumTo(
      tensor([
        [1, 2],
        [3, 4],
      ]),
      [2, 1],
    ).toArray(),
  ).toEqual([[3], [7]]);
  expect(
    sumTo(
      tensor([
        [1, 2],
        [3, 4],
      ]),
      [],
    ).item(),
  ).toBe(10);
  expect(grad((x: Tensor) => sum(broadcastTo(x, [3, 2])))(tensor([1, 2])).toArray()).toEqual([3, 3]);
  expect(grad((x: Tensor) => sum(sumTo(x, [1])))(tensor([1, 2])).toArray()).toEqual([1, 1]);
});

test("sums of axes apart from each other", () => {
  const x = reshape(arange(24, { dtype: "float64" }), [2, 3, 4]);
  expect(sumTo(x, [1, 3, 1]).toArray()).toEqual([[[60], [92], [124]]]);
});
