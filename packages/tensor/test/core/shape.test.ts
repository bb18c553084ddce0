import { expect, test } from "vitest";
import { ShapeError, broadcastShapes, sameShape, sizeOf } from "../../src/index.ts";

test("broadcasting follows NumPy", () => {
  expect(broadcastShapes("op", [2, 1], [3])).toEqual([2, 3]);
  expect(broadcastShapes("op", [], [4])).toEqual([4]);
  expect(broadcastShapes("op", [1], [0])).toEqual([0]);
  expect(broadcastShapes("op", [8, 1, 6, 1], [7, 1, 5])).toEqual([8, 7, 6, 5]);
  expect(() => broadcastShapes("op", [2], [0])).toThrow("op: shapes [2] and [0] do not broadcast");
  expect(() => broadcastShapes("op", [2, 1], [8, 4, 3])).toThrow(ShapeError);
});

test("sizes and equality", () => {
  expect(sizeOf([])).toBe(1);
  expect(sizeOf([2, 0, 3])).toBe(0);
  expect(sameShape([2, 3], [2, 3])).toBe(true);
  expect(sameShape([2, 3], [3, 2])).toBe(false);
  expect(sameShape([2], [2, 1])).toBe(false);
});
