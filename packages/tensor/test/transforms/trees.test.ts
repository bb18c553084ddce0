import { expect, test } from "vitest";
import { ParameterError, Tensor, add, tensor, treeLeaves, treeMap } from "../../src/index.ts";

test("treeMap keeps structure, goes along several trees and names the place", () => {
  const paths: string[] = [];
  const tree = { layers: [{ weight: tensor([1, 2]) }, { weight: tensor([3]) }], scale: tensor(4) };
  const sums = treeMap((a, b) => add(a, b ?? 0), tree, tree);
  expect(sums.layers[1]?.weight.toArray()).toEqual([6]);
  expect(sums.scale.item()).toBe(8);
  treeMap((leaf) => (paths.push(leaf.shape.join()), leaf), tree);
  expect(paths).toEqual(["2", "1", ""]);
  expect(treeLeaves(tree).map(({ data }) => data.length)).toEqual([2, 1, 1]);
});

test("trees that differ, and leaves that are no tensors, are refused with their path", () => {
  expect(() => treeMap((a) => a, { a: [tensor(1)] }, { a: [] as Tensor[] })).toThrow(
    'treeMap: trees differ in structure at "a"',
  );
  expect(() => treeMap((a) => a, { a: tensor(1) }, { a: [tensor(1)] as unknown as Tensor })).toThrow(
    'at "a", expected the same in each',
  );
  expect(() => treeLeaves({ a: { b: 3 } })).toThrow('treeLeaves: tree holds a number at "a.b", expected tensors');
  expect(() => treeLeaves(new Map())).toThrow(ParameterError);
});
