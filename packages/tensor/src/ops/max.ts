import { asTensor, type TensorLike } from "../core/create.ts";
import { normalizeAxes } from "../core/shape.ts";
import type { Tensor } from "../core/tensor.ts";
import { argmax } from "./argmax.ts";
import { pick } from "./gather.ts";
import { reshape } from "./reshape.ts";
import type { ReductionOptions } from "./sum.ts";
import { transpose } from "./transpose.ts";

/**
 * The largest element over axes; NaN wins. The derivative goes to the first of equals.
 *
 * @param x - any shape with at least one element along the axes.
 * @param options - `axis`, default all; `keepDims`, default false.
 * @returns the shape of x without the reduced axes.
 * @throws ShapeError over nothing; ParameterError for an axis that x does not have.
 * @example
 * max(tensor([[1, 9], [7, 5]]), { axis: 1 }) // → [9, 7]
 */
export function max(x: TensorLike, options: ReductionOptions = {}): Tensor {
  const source = asTensor(x);
  const axes = normalizeAxes("max", options.axis, source.shape.length);
  const kept = source.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const shape = kept.map((axis) => source.shape[axis] as number);
  const length = axes.reduce((product, axis) => product * (source.shape[axis] as number), 1);
  const rows = reshape(transpose(source, [...kept, ...axes.toSorted((a, b) => a - b)]), [...shape, length]);
  const result = pick(rows, argmax(rows));
  return options.keepDims
    ? reshape(
        result,
        source.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent)),
      )
    : result;
}
