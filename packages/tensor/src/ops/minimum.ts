import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { less } from "./less.ts";
import { where } from "./where.ts";
import { defineBinary } from "./elementwise.ts";

/**
 * The smaller of a and b. At a tie neither side has a derivative.
 *
 * @param a - any shape.
 * @param b - a shape that broadcasts with that of a.
 * @returns the broadcast shape.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * minimum(tensor([1, 5]), 3) // → [1, 3]
 */
export const minimum: (a: TensorLike, b: TensorLike) => Tensor = defineBinary("minimum", Math.min, [
  (t, _, a, b) => where(less(a, b), t, 0),
  (t, _, a, b) => where(less(b, a), t, 0),
]);
