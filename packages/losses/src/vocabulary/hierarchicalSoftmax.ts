import { checkElements, ShapeError } from "@surprisal/contract";
import {
  asTensor,
  cast,
  equal,
  maximum,
  mul,
  neg,
  reshape,
  softplus,
  sum,
  take,
  where,
  type Tensor,
  type TensorLike,
} from "@surprisal/tensor";
import { classesOf } from "./layer.ts";

/** Where each class stands in a binary tree. */
export interface ClassTree {
  /** `[C, depth]`, int32: the nodes from the root to the class, filled up with −1. */
  readonly paths: TensorLike;
  /** `[C, depth]`: at each node 0 or 1, the branch that leads to the class. */
  readonly branches: TensorLike;
}

/**
 * Hierarchical softmax: the surprisal of a class is that of the branches that lead to it; branch 0 at a node has the probability sigmoid
 * of the node's logit.
 *
 * @param features - `[N, D]`, real.
 * @param weight - `[nodes, D]`, real: one row an inner node.
 * @param classes - `[N]`, int32, 0 … C − 1.
 * @param tree - `paths` and `branches` of the classes.
 * @returns `[N]`, in [0, ∞], nats.
 * @throws ShapeError where the shapes do not fit; ClassError for a class, ParameterError for a node that is not there.
 * @example
 * const tree = { paths: [[0, -1], [0, 1], [0, 1]], branches: [[0, 0], [1, 0], [1, 1]] }
 * hierarchicalSoftmax([[1, 2]], [[1, 0], [0, 1]], [1], tree) // → [1.440190]
 * @see Morin & Bengio, "Hierarchical Probabilistic Neural Network Language Model", AISTATS 2005.
 */
export function hierarchicalSoftmax(
  features: TensorLike,
  weight: TensorLike,
  classes: TensorLike,
  tree: ClassTree,
): Tensor {
  const unit = "hierarchicalSoftmax";
  const x = asTensor(features, "float32", `${unit}: features`);
  const nodes = asTensor(weight, x.dtype, `${unit}: weight`);
  const paths = asTensor(tree.paths, "float32", `${unit}: paths`);
  const branches = asTensor(tree.branches, "float32", `${unit}: branches`);
  if (paths.shape.length !== 2 || paths.shape.join() !== branches.shape.join()) {
    throw new ShapeError(
      `${unit}: paths have shape [${paths.shape.join(", ")}] and branches [${branches.shape.join(", ")}], expected [C, depth] of both`,
    );
  }
  if (nodes.shape.length !== 2 || nodes.shape[1] !== x.shape.at(-1)) {
    throw new ShapeError(`${unit}: weight has shape [${nodes.shape.join(", ")}], expected [nodes, ${x.shape.at(-1)}]`);
  }
  const nodeCount = nodes.shape[0] ?? 0;
  const isNode = (node: number): boolean => Number.isInteger(node) && node >= -1 && node < nodeCount;
  checkElements(unit, "paths", paths, isNode, `-1..${nodeCount - 1}`);
  // What fills a path up has no branch.
  const taken = where(equal(paths, -1), 0, branches);
  checkElements(unit, "branches", taken, (branch) => branch === 0 || branch === 1, "0 or 1");
  const y = classesOf(unit, classes, x, paths.shape[0] ?? 0);
  const [count, width] = x.shape as [number, number];
  const own = take(paths, y);
  const rows = reshape(take(nodes, reshape(cast(maximum(own, 0), "int32"), [-1])), [count, -1, width]);
  const logits = sum(mul(rows, reshape(x, [count, 1, width])), { axis: -1 });
  const surprisal = softplus(where(equal(take(branches, y), 0), neg(logits), logits));
  return sum(where(equal(own, -1), 0, surprisal), { axis: -1 });
}
