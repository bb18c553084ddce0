import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { mul0 } from "./mul0.ts";
import { defineBinary } from "./elementwise.ts";

/**
 * a · b.
 *
 * @param a - any shape.
 * @param b - a shape that broadcasts with that of a.
 * @returns the broadcast shape.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * mul(tensor([1, 2]), tensor([[1], [10]])) // → [[1, 2], [10, 20]]
 */
export const mul: (a: TensorLike, b: TensorLike) => Tensor = defineBinary(
  "mul",
  (a, b) => a * b,
  [(t, _, __, b) => mul0(t, b), (t, _, a) => mul0(t, a)],
  {
    loop: (output, a, { starts, length, step }, b, others) => {
      for (let row = 0, i = 0; row < starts.length; row++)
        for (
          let m = starts[row] as number, n = others.starts[row] as number, end = i + length;
          i < end;
          m += step, n += others.step
        )
          output[i++] = (a[m] as number) * (b[n] as number);
    },
  },
);
