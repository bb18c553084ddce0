import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { div0 } from "./div0.ts";
import { mul } from "./mul.ts";
import { defineUnary } from "./elementwise.ts";

/**
 * The square root.
 *
 * @param x - any shape, in [0, ∞]; NaN below.
 * @returns the shape of x.
 * @example
 * sqrt(tensor([4, 9])) // → [2, 3]
 */
export const sqrt: (x: TensorLike) => Tensor = defineUnary("sqrt", Math.sqrt, (t, y) => div0(t, mul(y, 2)));
