import { expect, test } from "vitest";
import { moveAxis, tensor, transpose, zeros } from "../../src/index.ts";

test("reversed, or in an order", () => {
  expect(
    transpose(
      tensor([
        [1, 2],
        [3, 4],
      ]),
    ).toArray(),
  ).toEqual([
    [1, 3],
    [2, 4],
  ]);
  expect(transpose(zeros([2, 3, 4]), [2, 0, 1]).shape).toEqual([4, 2, 3]);
  expect(transpose(zeros([2, 0])).shape).toEqual([0, 2]);
  expect(() => transpose(zeros([2, 3]), [0])).toThrow("transpose: axes are [0], expected an order of all 2");
});

test("moveAxis moves one", () => {
  expect(moveAxis(zeros([2, 3, 4]), 0, -1).shape).toEqual([3, 4, 2]);
  expect(moveAxis(zeros([2, 3, 4]), -1, 0).shape).toEqual([4, 2, 3]);
  expect(() => moveAxis(zeros([2]), 1, 0)).toThrow("moveAxis: axis is 1");
});
