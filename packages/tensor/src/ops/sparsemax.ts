import { asTensor, type TensorLike } from "../core/create.ts";
import { isFloat } from "../core/dtype.ts";
import { ShapeError } from "../core/errors.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import type { Tensor } from "../core/tensor.ts";
import { cast } from "./cast.ts";
import { div0 } from "./div0.ts";
import { greater } from "./greater.ts";
import { sub } from "./sub.ts";
import { sum } from "./sum.ts";
import { where } from "./where.ts";

const primitive: Primitive<Record<never, never>> = {
  name: "sparsemax",
  infer: ([x]) => x as Tensor,
  compute: ([x], output) => {
    const source = (x as Tensor).data;
    const length = (x as Tensor).shape.at(-1) ?? 1;
    for (let start = 0; start < source.length; start += length) {
      const row = Float64Array.from(source.subarray(start, start + length));
      const top = row.reduce((a, b) => Math.max(a, b), -Infinity);
      // What is 1 or more below the top has no share.
      const near = row.map((z) => z - top).filter((d) => !(d <= -1));
      let [total, threshold] = [0, 0];
      near
        .toSorted((a, b) => b - a)
        .forEach((d, k) => {
          total += d;
          if ((k + 1) * d > total - 1) threshold = (total - 1) / (k + 1);
        });
      for (let i = 0; i < length; i++) output[start + i] = Math.max(0, (row[i] as number) - top - threshold);
    }
  },
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
  return apply(primitive, [isFloat(source.dtype) ? source : cast(source, "float32")], {});
}
