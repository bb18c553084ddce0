import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { add } from "./add.ts";
import { div0 } from "./div0.ts";
import { defineUnary } from "./elementwise.ts";

/**
 * log(1 + x), exact where x is small.
 *
 * @param x - any shape, in [−1, ∞]; NaN below.
 * @returns the shape of x.
 * @example
 * log1p(tensor(new Float64Array([1e-20]))) // → [1e-20]
 */
export const log1p: (x: TensorLike) => Tensor = defineUnary("log1p", Math.log1p, (t, _, x) => div0(t, add(x, 1)));
