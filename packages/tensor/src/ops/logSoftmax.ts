import { asTensor, type TensorLike } from "../core/create.ts";
import { ShapeError } from "../core/errors.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";
import { toFloat } from "./cast.ts";
import { exp } from "./exp.ts";
import { expm1 } from "./expm1.ts";
import { mul0 } from "./mul0.ts";
import { neg } from "./neg.ts";
import { rowStatistics } from "./rowStatistics.ts";
import { sub } from "./sub.ts";
import { sumOthers } from "./sumOthers.ts";
import { moveAxis } from "./transpose.ts";

const primitive: Primitive<Record<never, never>> = {
  name: "logSoftmax",
  infer: ([x]) => x as Tensor,
  compute: ([x], output) => {
    const source = elementsOf(x as Tensor);
    const length = (x as Tensor).shape.at(-1) as number;
    for (let start = 0; start < source.length; start += length) {
      const { maximum, rest } = rowStatistics(source, start, length);
      const log = Math.log1p(rest);
      for (let i = start; i < start + length; i++) output[i] = (source[i] as number) - maximum - log;
    }
  },
  derivatives: [
    {
      // dLₖ = (1 − pₖ)·daₖ − Σ_{j≠k} pⱼ·daⱼ and its transpose: 1 − p and the sum of the others, never a difference of near equals.
      forward: (t, y) => sub(mul0(neg(expm1(y)), t), sumOthers(mul0(exp(y), t))),
      backward: (t, y) => sub(mul0(neg(expm1(y)), t), mul0(exp(y), sumOthers(t))),
    },
  ],
};

/**
 * The logarithm of `softmax`: log-probabilities from logits, with every digit of both tails.
 *
 * @param x - `[… C …]` logits; −Infinity masks a class.
 * @param options - `axis` of the classes, default the last.
 * @returns the shape of x, in [−∞, 0].
 * @throws ShapeError for a tensor without axes; ParameterError for an axis that x does not have.
 * @example
 * logSoftmax(tensor([1, 2, 3])) // → [-2.407606, -1.407606, -0.407606]
 * logSoftmax(tensor(new Float64Array([40, 0]))) // → [-4.248354255291589e-18, -40]
 */
export function logSoftmax(x: TensorLike, options: { readonly axis?: number } = {}): Tensor {
  const source = asTensor(x);
  if (source.shape.length === 0) throw new ShapeError("logSoftmax: x has no axes, expected at least one");
  const axis = options.axis ?? -1;
  const rows = moveAxis(toFloat(source), axis, -1);
  return moveAxis(apply(primitive, [rows], {}), -1, axis);
}
