import { asTensor, type TensorLike } from "../core/create.ts";
import { normalizeAxes } from "../core/shape.ts";
import type { Tensor } from "../core/tensor.ts";
import { div } from "./div.ts";
import { sum, type ReductionOptions } from "./sum.ts";

/**
 * The arithmetic mean over axes; NaN over nothing.
 *
 * @param x - any shape.
 * @param options - `axis`, default all; `keepDims`, default false.
 * @returns the shape of x without the reduced axes, float.
 * @throws ParameterError for an axis that x does not have.
 * @example
 * mean(tensor([[1, 2], [3, 4]]), { axis: 1 }) // → [1.5, 3.5]
 */
export function mean(x: TensorLike, options: ReductionOptions = {}): Tensor {
  const source = asTensor(x);
  const axes = normalizeAxes("mean", options.axis, source.shape.length);
  const count = axes.reduce((product, axis) => product * (source.shape[axis] ?? 1), 1);
  return div(sum(source, options), count);
}
