import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { defineUnary } from "./elementwise.ts";

/**
 * −x.
 *
 * @param x - any shape.
 * @returns the shape of x.
 * @example
 * neg(tensor([1, -2])) // → [-1, 2]
 */
export const neg: (x: TensorLike) => Tensor = defineUnary(
  "neg",
  (x) => -x,
  (t) => neg(t),
  true,
);
