import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { defineUnary } from "./elementwise.ts";
import { mul } from "./mul.ts";
import { mul0 } from "./mul0.ts";
import { sigmoid } from "./sigmoid.ts";

/**
 * The hyperbolic tangent.
 *
 * @param x - any shape.
 * @returns the shape of x, in [−1, 1].
 * @example
 * tanh(tensor([0, 1])) // → [0, 0.7615942]
 */
export const tanh: (x: TensorLike) => Tensor = defineUnary("tanh", Math.tanh, (t, _, x) => {
  // sech²x = 4·s(2x)·s(−2x): 1 − tanh² has no digits left in the tails, and |x| would be a kink for higher derivatives.
  const twice = mul(x, 2);
  return mul0(mul(mul(sigmoid(twice), sigmoid(mul(x, -2))), 4), t);
});
