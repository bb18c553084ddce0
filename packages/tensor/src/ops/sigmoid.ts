import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { defineUnary } from "./elementwise.ts";
import { mul } from "./mul.ts";
import { mul0 } from "./mul0.ts";
import { neg } from "./neg.ts";

/**
 * The logistic function 1 / (1 + e⁻ˣ).
 *
 * @param x - any shape.
 * @returns the shape of x, in [0, 1].
 * @example
 * sigmoid(tensor([0, 2])) // → [0.5, 0.880797]
 */
export const sigmoid: (x: TensorLike) => Tensor = defineUnary(
  "sigmoid",
  (x) => {
    if (x >= 0) return 1 / (1 + Math.exp(-x));
    const e = Math.exp(x);
    return e / (1 + e);
  },
  // s(x)·s(−x), never s·(1 − s): 1 − s has lost its digits where s is near 1.
  (t, y, x) => mul0(mul(y, sigmoid(neg(x))), t),
);
