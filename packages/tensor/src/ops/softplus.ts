import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { defineUnary } from "./elementwise.ts";
import { mul0 } from "./mul0.ts";
import { sigmoid } from "./sigmoid.ts";

/**
 * log(1 + eˣ), without overflow and with every digit of both tails.
 *
 * @param x - any shape.
 * @returns the shape of x, in [0, ∞].
 * @example
 * softplus(tensor([0, 100])) // → [0.6931472, 100]
 * softplus(tensor(new Float64Array([-50]))) // → [1.928749847963918e-22]
 */
export const softplus: (x: TensorLike) => Tensor = defineUnary(
  "softplus",
  (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  (t, _, x) => mul0(sigmoid(x), t),
);
