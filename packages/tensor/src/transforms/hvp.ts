import type { Tensor } from "../core/tensor.ts";
import { grad } from "./grad.ts";
import { jvp } from "./jvp.ts";

/**
 * The Hessian of a function times a vector, without forming the Hessian: forward mode over the gradient.
 *
 * @param f - from weights to a tensor of one element.
 * @param weights - where: a tensor, or tensors in plain nested objects and arrays.
 * @param vector - same structure and shapes as the weights.
 * @returns H · vector, in the structure of the weights.
 * @throws ShapeError as `grad` and `jvp`.
 * @example
 * hvp((x: Tensor) => sum(exp(x)), tensor([0, 1]), tensor([1, 1])) // → [1, 2.71828]
 */
export function hvp<W>(f: (weights: W) => Tensor, weights: W, vector: W): W {
  return jvp(grad(f), weights, vector).tangent;
}
