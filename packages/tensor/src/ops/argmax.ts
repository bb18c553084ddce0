import { asTensor, type TensorLike } from "../core/create.ts";
import { ShapeError } from "../core/errors.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";
import { moveAxis } from "./transpose.ts";

const primitive: Primitive<Record<never, never>> = {
  name: "argmax",
  infer: ([x]) => ({ shape: (x as Tensor).shape.slice(0, -1), dtype: "int32" }),
  compute: ([x], output) => {
    const source = elementsOf(x as Tensor);
    const length = (x as Tensor).shape.at(-1) ?? 1;
    for (let row = 0; row < output.length; row++) {
      const start = row * length;
      let best = start;
      for (let i = start + 1; i < start + length; i++) {
        const value = source[i] as number;
        const champion = source[best] as number;
        if (value > champion || (Number.isNaN(value) && !Number.isNaN(champion))) best = i;
      }
      output[row] = best - start;
    }
  },
  derivatives: [null],
};

/**
 * The index of the largest element along an axis: the first of equals, NaN before all (as NumPy).
 *
 * @param x - `[… n …]`, n ≥ 1.
 * @param options - `axis`, default the last.
 * @returns the shape of x without that axis, int32.
 * @throws ShapeError for an axis of extent 0; ParameterError for an axis that x does not have.
 * @example
 * argmax(tensor([[1, 9, 3], [7, 5, 6]])) // → [1, 0]
 */
export function argmax(x: TensorLike, options: { readonly axis?: number } = {}): Tensor {
  const rows = moveAxis(asTensor(x), options.axis ?? -1, -1);
  if (rows.shape.at(-1) === 0) throw new ShapeError("argmax: x has no elements along the axis, expected at least one");
  return apply(primitive, [rows], {});
}
