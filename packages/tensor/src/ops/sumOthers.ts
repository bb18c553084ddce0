import { asTensor, type TensorLike } from "../core/create.ts";
import { ShapeError } from "../core/errors.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";

const primitive: Primitive<Record<never, never>> = {
  name: "sumOthers",
  infer: ([x]) => x as Tensor,
  compute: ([x], output) => {
    const source = elementsOf(x as Tensor);
    const length = (x as Tensor).shape.at(-1) as number;
    const before = new Float64Array(length);
    for (let start = 0; start < source.length; start += length) {
      let sum = 0;
      for (let i = 0; i < length; i++) {
        before[i] = sum;
        sum += source[start + i] as number;
      }
      sum = 0;
      for (let i = length - 1; i >= 0; i--) {
        output[start + i] = (before[i] as number) + sum;
        sum += source[start + i] as number;
      }
    }
  },
  // Symmetric: its own transpose.
  derivatives: [{ forward: sumOthers, backward: sumOthers }],
};

/**
 * For each element, the sum of the others of its row (last axis), added up without it: never as the whole minus the element, which
 * has no digits left where one element outweighs the rest. 1 − p is `sumOthers(p)`.
 *
 * @param x - `[… n]`.
 * @returns the shape of x.
 * @throws ShapeError for a tensor without axes.
 * @example
 * sumOthers(tensor([1, 2, 4])) // → [6, 5, 3]
 * sumOthers(tensor(new Float64Array([1, 1e-30]))) // → [1e-30, 1]
 */
export function sumOthers(x: TensorLike): Tensor {
  const source = asTensor(x);
  if (source.shape.length === 0) throw new ShapeError("sumOthers: x has no axes, expected at least one");
  return apply(primitive, [source], {});
}
