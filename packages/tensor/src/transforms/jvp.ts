import { zeros } from "../core/create.ts";
import { ShapeError } from "../core/errors.ts";
import { withLevel } from "../core/primitive.ts";
import { sameShape, showShape } from "../core/shape.ts";
import { Duals } from "./duals.ts";
import { treeMap } from "./trees.ts";

/**
 * The value of a function and its derivative along a direction (Jacobian-vector product, forward mode).
 *
 * @param f - from weights to a tensor or a tree of tensors.
 * @param weights - where: a tensor, or tensors in plain nested objects and arrays.
 * @param tangent - the direction: same structure and shapes.
 * @returns `value` = f(weights) and `tangent` = d/dt f(weights + t · tangent) at t = 0.
 * @throws ShapeError where the tangent does not have the structure and shapes of the weights.
 * @example
 * jvp((x: Tensor) => square(x), tensor([3, 4]), tensor([1, 0])).tangent // → [6, 0]
 */
export function jvp<W, Y>(f: (weights: W) => Y, weights: W, tangent: W): { value: Y; tangent: Y } {
  return withLevel((level) => {
    const duals = new Duals(level);
    const paired = treeMap(
      (leaf, direction) => {
        const t = direction;
        if (!sameShape(leaf.shape, t.shape)) {
          throw new ShapeError(`jvp: tangent has shape ${showShape(t.shape)}, expected ${showShape(leaf.shape)}`);
        }
        return duals.pair(leaf, t);
      },
      weights,
      tangent,
    );
    const output = f(paired);
    return {
      value: treeMap((leaf) => duals.split(leaf).primal, output),
      tangent: treeMap((leaf) => duals.split(leaf).tangent ?? zeros(leaf.shape, { dtype: leaf.dtype }), output),
    };
  });
}
