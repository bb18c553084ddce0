import { ParameterError, ShapeError } from "../core/errors.ts";
import { Tensor } from "../core/tensor.ts";

/** Tensors in plain nested objects and arrays: the weights of a model, its gradient, an optimizer's state. */
export type Tree = Tensor | readonly Tree[] | { readonly [key: string]: Tree };

function isBranch(tree: unknown): tree is Readonly<Record<string, unknown>> | readonly unknown[] {
  if (typeof tree !== "object" || tree === null || tree instanceof Tensor) return false;
  const prototype: unknown = Object.getPrototypeOf(tree);
  return Array.isArray(tree) || prototype === Object.prototype || prototype === null;
}

function visit(
  unit: string,
  path: string,
  trees: readonly unknown[],
  f: (leaves: Tensor[], path: string) => unknown,
): unknown {
  const [first] = trees;
  if (first instanceof Tensor) {
    return f(
      trees.map((tree) => {
        if (tree instanceof Tensor) return tree;
        throw new ShapeError(`${unit}: trees differ in structure at "${path}", expected a tensor in each`);
      }),
      path,
    );
  }
  if (!isBranch(first)) {
    throw new ParameterError(
      `${unit}: tree holds a ${typeof first} at "${path}", expected tensors in plain objects and arrays`,
    );
  }
  const keys = Object.keys(first);
  for (const other of trees) {
    if (
      !isBranch(other) ||
      Array.isArray(other) !== Array.isArray(first) ||
      Object.keys(other).join("\n") !== keys.join("\n")
    ) {
      throw new ShapeError(`${unit}: trees differ in structure at "${path}"`);
    }
  }
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
 * @param f - from one tensor of each tree (and its path, such as "layers.0.weight") to a tensor.
 * @param tree - a tensor, or tensors in plain nested objects and arrays.
 * @param others - trees of the same structure.
 * @returns a tree of the same structure.
 * @throws ShapeError where structures differ; ParameterError where a leaf is no tensor.
 * @example
 * treeMap((x) => mul(x, 2), { weight: tensor([1, 2]), bias: tensor(3) }).weight // → [2, 4]
 */
export function treeMap<T>(f: (leaf: Tensor, ...others: Tensor[]) => Tensor, tree: T, ...others: readonly T[]): T {
  // visit keeps the structure and puts a tensor for each tensor, which is what T says.
  return visit("treeMap", "", [tree, ...others], ([leaf, ...rest]) => f(leaf as Tensor, ...rest)) as T;
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
