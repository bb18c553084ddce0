import { expect, test } from "vitest";
import { exp, reshape, ShapeError, SurprisalError, tensor, zeros } from "../../src/index.ts";

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

test("structuredClone throws rather than leaving no tensor: send data", () => {
  const x = tensor([1, 2]);
  expect(() => structuredClone(x)).toThrow("could not be cloned");
  expect(structuredClone(x.data)).toEqual(x.data);
});

test("a tensor of `using` is given up at the end of its block", () => {
  const used: (() => unknown)[] = [];
  {
    using x = tensor([1, 2]);
    const y = reshape(x, [2, 1]);
    expect(exp(x).toArray()).toEqual(exp(tensor([1, 2])).toArray());
    used.push(
      () => x.data,
      () => y.toArray(),
      () => exp(x),
    );
  }
  for (const use of used) expect(use).toThrow(new SurprisalError("tensor: its scope has ended"));
  const twice = tensor([1]);
  twice[Symbol.dispose]();
  twice[Symbol.dispose]();
  expect(() => twice.item()).toThrow("tensor: its scope has ended");
});
