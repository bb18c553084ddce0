import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { defineBinary } from "./elementwise.ts";

/**
 * 1 where a ≤ b, else 0; without derivative.
 *
 * @param a - any shape.
 * @param b - a shape that broadcasts with that of a.
 * @returns the broadcast shape, bool.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * lessEqual(tensor([1, 2, 3]), 2) // → [1, 1, 0]
 */
export const lessEqual: (a: TensorLike, b: TensorLike) => Tensor = defineBinary(
  "lessEqual",
  (a, b) => Number(a <= b),
  null,
  { result: "bool" },
);
