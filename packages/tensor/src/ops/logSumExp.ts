import { asTensor, type TensorLike } from "../core/create.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import { normalizeAxes } from "../core/shape.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";
import { toFloat } from "./cast.ts";
import { mul0 } from "./mul0.ts";
import { reshape } from "./reshape.ts";
import { softmax } from "./softmax.ts";
import { rowStatistics } from "./rowStatistics.ts";
import { sum, type ReductionOptions } from "./sum.ts";
import { transpose } from "./transpose.ts";

const primitive: Primitive<Record<never, never>> = {
  name: "logSumExp",
  infer: ([x]) => ({ shape: [...(x as Tensor).shape.slice(0, -1), 1], dtype: (x as Tensor).dtype }),
  compute: ([x], output) => {
    const source = elementsOf(x as Tensor);
    const length = (x as Tensor).shape.at(-1) ?? 1;
    for (let row = 0; row < output.length; row++) {
      const { maximum, rest } = rowStatistics(source, row * length, length);
      output[row] = length === 0 ? -Infinity : Number.isFinite(maximum) ? maximum + Math.log1p(rest) : maximum;
    }
  },
  derivatives: [
    {
      forward: (t, _, [x]) => sum(mul0(softmax(x as Tensor), t), { axis: -1, keepDims: true }),
      backward: (t, _, [x]) => mul0(softmax(x as Tensor), t),
    },
  ],
};

/**
 * log Σ eˣ over axes, without overflow and with every digit where one element outweighs the rest.
 *
 * @param x - any shape.
 * @param options - `axis`, default all; `keepDims`, default false.
 * @returns the shape of x without the reduced axes; −Infinity over nothing.
 * @throws ParameterError for an axis that x does not have.
 * @example
 * logSumExp(tensor([1000, 1000])).item() // → 1000.6932
 */
export function logSumExp(x: TensorLike, options: ReductionOptions = {}): Tensor {
  const given = asTensor(x);
  const source = toFloat(given);
  const axes = normalizeAxes("logSumExp", options.axis, source.shape.length);
  const kept = source.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const shape = kept.map((axis) => source.shape[axis] as number);
  const length = axes.reduce((product, axis) => product * (source.shape[axis] as number), 1);
  const result = apply(
    primitive,
    [reshape(transpose(source, [...kept, ...axes.toSorted((a, b) => a - b)]), [...shape, length])],
    {},
  );
  return reshape(
    result,
    options.keepDims ? source.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent)) : shape,
  );
}
