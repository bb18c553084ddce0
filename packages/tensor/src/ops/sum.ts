import { asTensor, type TensorLike } from "../core/create.ts";
import { normalizeAxes } from "../core/shape.ts";
import type { Tensor } from "../core/tensor.ts";
import { sumTo } from "./broadcastTo.ts";
import { cast } from "./cast.ts";
import { reshape } from "./reshape.ts";

export interface ReductionOptions {
  /** One axis or several; all of them unless given. */
  readonly axis?: number | readonly number[];
  /** Keep reduced axes with extent 1. Default false. */
  readonly keepDims?: boolean;
}

/**
 * The sum over axes, blocked and in float64; bool is counted.
 *
 * @param x - any shape.
 * @param options - `axis`, default all; `keepDims`, default false.
 * @returns the shape of x without the reduced axes.
 * @throws ParameterError for an axis that x does not have.
 * @example
 * sum(tensor([[1, 2], [3, 4]])).item() // → 10
 * sum(tensor([[1, 2], [3, 4]]), { axis: 0 }) // → [4, 6]
 */
export function sum(x: TensorLike, options: ReductionOptions = {}): Tensor {
  const given = asTensor(x);
  const source = given.dtype === "bool" ? cast(given, "int32") : given;
  const axes = normalizeAxes("sum", options.axis, source.shape.length);
  const kept = source.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
  const remaining = source.shape.filter((_, axis) => !axes.includes(axis));
  return reshape(sumTo(source, kept), options.keepDims ? kept : remaining);
}
