import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { defineBinary } from "./elementwise.ts";

/**
 * 1 where a > b, else 0; without derivative.
 *
 * @param a - any shape.
 * @param b - a shape that broadcasts with that of a.
 * @returns the broadcast shape, bool.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * greater(tensor([1, 2, 3]), 2) // → [0, 0, 1]
 */
export const greater: (a: TensorLike, b: TensorLike) => Tensor = defineBinary(
  "greater",
  (a, b) => Number(a > b),
  null,
  { result: "bool" },
);
