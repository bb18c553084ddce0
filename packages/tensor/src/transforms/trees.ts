import { ParameterError, ShapeError } from "../core/errors.ts";
import { Tensor } from "../core/tensor.ts";

/** Tensors in plain nested objects and arrays: the weights of a model, its gradient, an optimizer's state. */
export type Tree = Tensor | readonly Tree[] | { readonly [key: string]: Tree };

type Branch = Readonly<Record<string, unknown>> | readonly unknown[];

function isBranch(tree: unknown): tree is Branch {
  if (typeof tree !== "object" || tree === null) return false;
  const prototype: unknown = Object.getPrototypeOf(tree);
  return Array.isArray(tree) || prototype === Object.prototype || prototype === null;
}

/** What two trees have in common at one place if they have the same structure. */
const formOf = (tree: unknown): string =>
  tree instanceof Tensor
    ? "tensor"
    : isBranch(tree)
      ? [Array.isArray(tree), ...Object.keys(tree)].join("\n")
      : "no tensor";

function visit(
  unit: string,
  path: string,
  trees: readonly unknown[],
  f: (leaves: readonly Tensor[]) => unknown,
): unknown {
  const [first] = trees;
  if (trees.some((tree) => formOf(tree) !== formOf(first)))
    throw new ShapeError(`${unit}: trees differ in structure at "${path}", expected the same in each`);
  // All are what the first is.
  if (first instanceof Tensor) return f(trees as readonly Tensor[]);
  if (!isBranch(first)) {
    throw new ParameterError(
      `${unit}: tree holds a ${typeof first} at "${path}", expected tensors in plain objects and arrays`,
    );
  }
  const keys = Object.keys(first);
  const child = (key: string): unknown =>
    visit(
      unit,
      path === "" ? key : `${path}.${key}`,
      trees.map((tree) => (tree as Record<string, unknown>)[key]),
      f,
    );
  return Array.isArray(first) ? keys.map(child) : Object.fromEntries(keys.map((key) => [key, child(key)]));
}

/**
 * Applies a function to every tensor of a tree, and to the tensors in the same place of further trees.
 *
 * @param f - from one tensor of each tree to a tensor.
 * @param tree - a tensor, or tensors in plain nested objects and arrays.
 * @param others - trees of the same structure.
 * @returns a tree of the same structure.
 * @throws ShapeError where structures differ; ParameterError where a leaf is no tensor.
 * @example
 * treeMap((x) => mul(x, 2), { weight: tensor([1, 2]), bias: tensor(3) }).weight // → [2, 4]
 */
export function treeMap<T>(f: (leaf: Tensor, ...others: Tensor[]) => Tensor, tree: T, ...others: readonly T[]): T {
  // visit keeps the structure and puts a tensor for each tensor, which is what T says.
  return visit("treeMap", "", [tree, ...others], (leaves) => f(...(leaves as [Tensor, ...Tensor[]]))) as T;
}

/**
 * The tensors of a tree, in the order of its keys.
 *
 * @param tree - a tensor, or tensors in plain nested objects and arrays.
 * @returns its tensors.
 * @throws ParameterError where a leaf is no tensor.
 * @example
 * treeLeaves({ weight: tensor([1, 2]), bias: tensor(3) }).length // → 2
 */
export function treeLeaves(tree: unknown): Tensor[] {
  const leaves: Tensor[] = [];
  visit("treeLeaves", "", [tree], ([leaf]) => leaves.push(leaf as Tensor));
  return leaves;
}
