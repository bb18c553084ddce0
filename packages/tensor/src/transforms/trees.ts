import { ParameterError, ShapeError } from "../core/errors.ts";
import { Tensor } from "../core/tensor.ts";

/** Tensors in plain nested objects and arrays: the weights of a model, its gradient, an optimizer's state. */
export type Tree = Tensor | readonly Tree[] | { readonly [key: string]: Tree };

type Branch = Readonly<Record<string, unknown>> | readonly unknown[];

const isBranch = (tree: unknown): tree is Branch =>
  Array.isArray(tree) ||
  (typeof tree === "object" && tree !== null && [Object.prototype, null].includes(Object.getPrototypeOf(tree)));

/** What two trees have in common at one place if they have the same structure. */
const formOf = (tree: unknown): string =>
  tree instanceof Tensor
    ? "tensor"
    : isBranch(tree)
      ? [Array.isArray(tree), ...Object.keys(tree)].join("\n")
      : "no tensor";

/** Maps the tensors of a tree; what stands at a path is looked at first. */
function visit(
  unit: string,
  tree: unknown,
  f: (leaf: Tensor, path: readonly string[]) => unknown,
  look?: (place: unknown, path: readonly string[]) => void,
  path: readonly string[] = [],
): unknown {
  look?.(tree, path);
  if (tree instanceof Tensor) return f(tree, path);
  if (!isBranch(tree)) {
    throw new ParameterError(
      `${unit}: tree holds a ${typeof tree} at "${path.join(".")}", expected tensors in plain objects and arrays`,
    );
  }
  const entries = Object.entries(tree).map(
    ([key, child]) => [key, visit(unit, child, f, look, [...path, key])] as const,
  );
  return Array.isArray(tree) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
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
  const at = (path: readonly string[]): unknown[] =>
    others.map((other) => path.reduce<unknown>((place, key) => (place as Record<string, unknown>)[key], other));
  const look = (place: unknown, path: readonly string[]): void => {
    if (at(path).some((other) => formOf(other) !== formOf(place)))
      throw new ShapeError(`treeMap: trees differ in structure at "${path.join(".")}", expected the same in each`);
  };
  // visit keeps the structure and puts a tensor for each tensor, which is what T says; others have a tensor where the tree has one.
  return visit("treeMap", tree, (leaf, path) => f(leaf, ...(at(path) as Tensor[])), look) as T;
}

/** As treeMap, of one tree: what is for several stays out of the bundle of one loss. */
export const mapLeaves = <T>(f: (leaf: Tensor) => Tensor, tree: T): T => visit("treeMap", tree, f) as T;

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
  visit("treeLeaves", tree, (leaf) => leaves.push(leaf));
  return leaves;
}
