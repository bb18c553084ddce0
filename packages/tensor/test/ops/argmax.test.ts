import { expect, test } from "vitest";
import { argmax, tensor, zeros } from "../../src/index.ts";

test("the first of equals, NaN before all", () => {
  expect(
    argmax(
      tensor([
        [1, 9, 9],
        [Number.NaN, 5, 6],
      ]),
    ).toArray(),
  ).toEqual([1, 0]);
  expect(
    argmax(
      tensor([
        [1, 9],
        [7, 5],
      ]),
      { axis: 0 },
    ).toArray(),
  ).toEqual([1, 0]);
  expect(argmax(tensor([1, 2])).dtype).toBe("int32");
});

test("nothing to choose from is an error", () => {
  expect(() => argmax(zeros([2, 0]))).toThrow("argmax: x has no elements along the axis, expected at least one");
  expect(() => argmax(tensor([1]), { axis: 2 })).toThrow("axis is 2, expected -1..0");
});
