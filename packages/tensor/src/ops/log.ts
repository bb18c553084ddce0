import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { div0 } from "./div0.ts";
import { defineUnary } from "./elementwise.ts";

/**
 * The natural logarithm.
 *
 * @param x - any shape, in [0, ∞]; NaN below.
 * @returns the shape of x.
 * @example
 * log(tensor([1, 10])) // → [0, 2.302585]
 */
export const log: (x: TensorLike) => Tensor = defineUnary("log", Math.log, (t, _, x) => div0(t, x));
