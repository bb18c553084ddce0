import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { defineUnary } from "./elementwise.ts";

/**
 * −1, 0 or 1. Its derivative is 0.
 *
 * @param x - any shape.
 * @returns the shape of x.
 * @example
 * sign(tensor([-3, 0, 5])) // → [-1, 0, 1]
 */
export const sign: (x: TensorLike) => Tensor = defineUnary("sign", Math.sign, null, true);
