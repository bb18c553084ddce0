import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { greater } from "./greater.ts";
import { where } from "./where.ts";
import { defineUnary } from "./elementwise.ts";

/**
 * max(x, 0). Its derivative at 0 is 0.
 *
 * @param x - any shape.
 * @returns the shape of x.
 * @example
 * relu(tensor([-3, 2])) // → [0, 2]
 */
export const relu: (x: TensorLike) => Tensor = defineUnary(
  "relu",
  (x) => (x > 0 || Number.isNaN(x) ? x : 0),
  (t, _, x) => where(greater(x, 0), t, 0),
  true,
);
