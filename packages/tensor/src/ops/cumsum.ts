import { asTensor, type TensorLike } from "../core/create.ts";
import { ShapeError } from "../core/errors.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";
import { toFloat } from "./cast.ts";

export interface CumsumOptions {
  /** Sums from the end of the row. Default false. */
  readonly reverse?: boolean;
  /** Leaves the element itself out of its sum. Default false. */
  readonly exclusive?: boolean;
}

const primitive: Primitive<Required<CumsumOptions> & Record<string, boolean>> = {
  name: "cumsum",
  infer: ([x]) => x as Tensor,
  compute: ([x], output, { reverse, exclusive }) => {
    const source = elementsOf(x as Tensor);
    const length = (x as Tensor).shape.at(-1) ?? 1;
    const step = reverse ? -1 : 1;
    for (let start = 0; start < source.length; start += length) {
      // In float64 whatever the dtype: a running sum in float32 drifts.
      let sum = 0;
      for (let n = 0, i = reverse ? start + length - 1 : start; n < length; n++, i += step) {
        const after = sum + (source[i] as number);
        output[i] = exclusive ? sum : after;
        sum = after;
      }
    }
  },
  derivatives: [
    {
      forward: (t, _, __, options) => cumsum(t, options),
      backward: (t, _, __, { reverse, exclusive }) => cumsum(t, { reverse: !reverse, exclusive }),
    },
  ],
};

/**
 * Cumulative sums along the last axis.
 *
 * @param x - `[… n]`.
 * @param options - `reverse`: from the end; `exclusive`: without the element itself. Both default false.
 * @returns the shape of x.
 * @throws ShapeError for a tensor without axes.
 * @example
 * cumsum(tensor([1, 2, 4])) // → [1, 3, 7]
 * cumsum(tensor([1, 2, 4]), { reverse: true, exclusive: true }) // → [6, 4, 0]
 */
export function cumsum(x: TensorLike, { reverse = false, exclusive = false }: CumsumOptions = {}): Tensor {
  const source = asTensor(x);
  if (source.shape.length === 0) throw new ShapeError("cumsum: x has no axes, expected at least one");
  return apply(primitive, [toFloat(source)], { reverse, exclusive });
}
