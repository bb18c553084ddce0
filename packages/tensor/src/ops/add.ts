import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { defineBinary } from "./elementwise.ts";

/**
 * a + b.
 *
 * @param a - any shape.
 * @param b - a shape that broadcasts with that of a.
 * @returns the broadcast shape.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * add(tensor([1, 2]), 10) // → [11, 12]
 */
export const add: (a: TensorLike, b: TensorLike) => Tensor = defineBinary("add", (a, b) => a + b, [(t) => t, (t) => t]);
