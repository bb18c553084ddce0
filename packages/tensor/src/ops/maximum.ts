import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { greater } from "./greater.ts";
import { where } from "./where.ts";
import { defineBinary } from "./elementwise.ts";

/**
 * The larger of a and b. At a tie neither side has a derivative, as hinge and relu want it.
 *
 * @param a - any shape.
 * @param b - a shape that broadcasts with that of a.
 * @returns the broadcast shape.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * maximum(tensor([1, 5]), 3) // → [3, 5]
 */
export const maximum: (a: TensorLike, b: TensorLike) => Tensor = defineBinary("maximum", Math.max, [
  (t, _, a, b) => where(greater(a, b), t, 0),
  (t, _, a, b) => where(greater(b, a), t, 0),
]);
