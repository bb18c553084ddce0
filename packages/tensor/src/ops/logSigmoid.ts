import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { neg } from "./neg.ts";
import { softplus } from "./softplus.ts";

/**
 * log(1 / (1 + e⁻ˣ)): the log-probability of a logit.
 *
 * @param x - any shape.
 * @returns the shape of x, in [−∞, 0].
 * @example
 * logSigmoid(tensor([0, -100])) // → [-0.6931472, -100]
 */
export function logSigmoid(x: TensorLike): Tensor {
  return neg(softplus(neg(x)));
}
