import { asTensor, type TensorLike } from "../core/create.ts";
import { ShapeError } from "../core/errors.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import type { Tensor } from "../core/tensor.ts";
import { aboveThreshold } from "./aboveThreshold.ts";
import { cast, toFloat } from "./cast.ts";
import { div0 } from "./div0.ts";
import { greater } from "./greater.ts";
import { sub } from "./sub.ts";
import { sum } from "./sum.ts";
import { where } from "./where.ts";

/** The threshold above which the gaps add up to 1. */
function thresholdOf(gaps: Float64Array): number {
  let [total, threshold] = [0, 0];
  gaps.forEach((gap, k) => {
    total += gap;
    if ((k + 1) * gap > total - 1) threshold = (total - 1) / (k + 1);
  });
  return threshold;
}

const primitive: Primitive<Record<never, never>> = {
  name: "sparsemax",
  infer: ([x]) => x as Tensor,
  compute: ([x], output) => aboveThreshold(x as Tensor, output, 1, thresholdOf),
  derivatives: [{ forward: centered, backward: centered }],
};

/** On the support t minus its mean there, elsewhere 0: a projection, its own transpose. */
function centered(t: Tensor, p: Tensor): Tensor {
  const support = greater(p, 0);
  const count = sum(cast(support, t.dtype), { axis: -1, keepDims: true });
  return where(support, sub(t, div0(sum(where(support, t, 0), { axis: -1, keepDims: true }), count)), 0);
}

/**
 * Sparsemax: the distribution nearest to the row, so that classes far below the best have probability exactly 0.
 *
 * @param x - `[… C]`; −Infinity masks a class.
 * @returns the shape of x; each row adds up to 1. Derivatives are those within the support.
 * @throws ShapeError for a tensor without axes.
 * @example
 * sparsemax(tensor([1, 0.5, -1])) // → [0.75, 0.25, 0]
 * @see Martins & Astudillo, "From Softmax to Sparsemax: A Sparse Model of Attention and Multi-Label Classification", ICML 2016.
 */
export function sparsemax(x: TensorLike): Tensor {
  const source = asTensor(x);
  if (source.shape.length === 0) throw new ShapeError("sparsemax: x has no axes, expected at least one");
  return apply(primitive, [toFloat(source)], {});
}
