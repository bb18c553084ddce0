import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { mul } from "./mul.ts";
import { mul0 } from "./mul0.ts";
import { defineUnary } from "./elementwise.ts";

/**
 * x².
 *
 * @param x - any shape.
 * @returns the shape of x.
 * @example
 * square(tensor([3, -2])) // → [9, 4]
 */
export const square: (x: TensorLike) => Tensor = defineUnary(
  "square",
  (x) => x * x,
  (t, _, x) => mul0(mul(x, 2), t),
  true,
);
