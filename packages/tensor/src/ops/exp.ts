import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { mul0 } from "./mul0.ts";
import { defineUnary } from "./elementwise.ts";

/**
 * eˣ.
 *
 * @param x - any shape.
 * @returns the shape of x.
 * @example
 * exp(tensor([0, 1])) // → [1, 2.718282]
 */
export const exp: (x: TensorLike) => Tensor = defineUnary("exp", Math.exp, (t, y) => mul0(y, t));
