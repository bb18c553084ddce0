import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { mul0 } from "./mul0.ts";
import { sign } from "./sign.ts";
import { defineUnary } from "./elementwise.ts";

/**
 * |x|. Its derivative at 0 is 0.
 *
 * @param x - any shape.
 * @returns the shape of x.
 * @example
 * abs(tensor([-3, 2])) // → [3, 2]
 */
export const abs: (x: TensorLike) => Tensor = defineUnary("abs", Math.abs, (t, _, x) => mul0(sign(x), t), true);
