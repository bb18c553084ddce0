import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { exp } from "./exp.ts";
import { logSoftmax } from "./logSoftmax.ts";

/**
 * Probabilities from logits: eˣ / Σ eˣ.
 *
 * @param x - `[… C …]` logits; −Infinity masks a class.
 * @param options - `axis` of the classes, default the last.
 * @returns the shape of x; sums to 1 along the axis.
 * @throws ShapeError for a tensor without axes; ParameterError for an axis that x does not have.
 * @example
 * softmax(tensor([1, 2, 3])) // → [0.0900306, 0.2447285, 0.6652409]
 */
export function softmax(x: TensorLike, options: { readonly axis?: number } = {}): Tensor {
  return exp(logSoftmax(x, options));
}
