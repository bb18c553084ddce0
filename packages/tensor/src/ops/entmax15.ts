import { asTensor, type TensorLike } from "../core/create.ts";
import { ShapeError } from "../core/errors.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import type { Tensor } from "../core/tensor.ts";
import { aboveThreshold } from "./aboveThreshold.ts";
import { toFloat } from "./cast.ts";
import { div0 } from "./div0.ts";
import { greater } from "./greater.ts";
import { mul } from "./mul.ts";
import { mul0 } from "./mul0.ts";
import { square } from "./square.ts";
import { sub } from "./sub.ts";
import { sum } from "./sum.ts";
import { where } from "./where.ts";

/** The threshold above which the squares of the gaps add up to 1, from their running mean and squared deviations. */
function thresholdOf(gaps: Float64Array): number {
  let [mean, squares, threshold] = [0, 0, -1];
  gaps.forEach((gap, k) => {
    const before = gap - mean;
    mean += before / (k + 1);
    squares += before * (gap - mean);
    const candidate = mean - Math.sqrt(Math.max(0, (1 - squares) / (k + 1)));
    if (candidate <= gap) threshold = candidate;
  });
  return threshold;
}

/** The roots of the probabilities, z/2 minus a threshold where that is positive. */
const roots: Primitive<Record<never, never>> = {
  name: "entmax15Roots",
  infer: ([x]) => x as Tensor,
  compute: ([x], output) => aboveThreshold(x as Tensor, output, 2, thresholdOf),
  // On the support half of t minus its mean weighted by the roots.
  derivatives: [
    {
      forward: (t, s) => {
        const mean = div0(sum(mul0(s, t), { axis: -1, keepDims: true }), total(s));
        return mul(0.5, where(greater(s, 0), sub(t, mean), 0));
      },
      backward: (t, s) => {
        const support = greater(s, 0);
        const share = div0(sum(where(support, t, 0), { axis: -1, keepDims: true }), total(s));
        return mul(0.5, where(support, sub(t, mul0(s, share)), 0));
      },
    },
  ],
};

const total = (s: Tensor): Tensor => sum(s, { axis: -1, keepDims: true });

/**
 * 1.5-entmax, half-way between softmax and sparsemax: sparse, but with smooth corners.
 *
 * @param x - `[… C]`; −Infinity masks a class.
 * @returns the shape of x; each row adds up to 1. Derivatives are those within the support.
 * @throws ShapeError for a tensor without axes.
 * @example
 * entmax15(tensor([1, 0.5, -1])) // → [0.6739926, 0.3260074, 0.0000000]
 * @see Peters, Niculae & Martins, "Sparse Sequence-to-Sequence Models", ACL 2019.
 */
export function entmax15(x: TensorLike): Tensor {
  const source = asTensor(x);
  if (source.shape.length === 0) throw new ShapeError("entmax15: x has no axes, expected at least one");
  return square(apply(roots, [toFloat(source)], {}));
}
