import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { neg } from "./neg.ts";
import { softmax } from "./softmax.ts";

/**
 * The softmax of −x: probabilities that favour the smallest.
 *
 * @param x - `[… n …]`.
 * @param options - `axis`, default the last.
 * @returns the shape of x, in [0, 1], adding up to 1 along the axis.
 * @throws ShapeError for a tensor without axes; ParameterError for an axis that x does not have.
 * @example
 * softmin(tensor([1, 2, 3])) // → [0.6652409, 0.2447285, 0.0900306]
 */
export function softmin(x: TensorLike, options: { readonly axis?: number } = {}): Tensor {
  return softmax(neg(x), options);
}
