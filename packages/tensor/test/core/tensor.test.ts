import { expect, test } from "vitest";
import { ShapeError, tensor, zeros } from "../../src/index.ts";

test("toArray nests as deep as there are axes", () => {
  expect(tensor(3).toArray()).toBe(3);
  expect(tensor([[1], [2]]).toArray()).toEqual([[1], [2]]);
  expect(zeros([2, 0]).toArray()).toEqual([[], []]);
});

test("item is the only element, or an error", () => {
  expect(tensor([[5]]).item()).toBe(5);
  expect(() => tensor([1, 2]).item()).toThrow("item: tensor has shape [2], expected one element");
  expect(() => zeros([0]).item()).toThrow(ShapeError);
});
