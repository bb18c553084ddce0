import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { defineBinary } from "./elementwise.ts";

/**
 * a · b where 0 wins: 0 wherever one of the two is 0, even beside ∞ or NaN. The convention 0 · log 0 = 0 of information theory, and of
 * derivative rules: what has no weight has no derivative, whatever stands there.
 *
 * @param a - any shape.
 * @param b - a shape that broadcasts with that of a.
 * @returns the broadcast shape.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * mul0(tensor([0, 2]), tensor([-Infinity, 3])) // → [0, 6]
 */
export const mul0: (a: TensorLike, b: TensorLike) => Tensor = defineBinary(
  "mul0",
  (a, b) => (a === 0 || b === 0 ? 0 : a * b),
  [(t, _, __, b) => mul0(t, b), (t, _, a) => mul0(t, a)],
  {
    loop: (output, a, { starts, length, step }, b, others) => {
      for (let row = 0, i = 0; row < starts.length; row++)
        for (
          let m = starts[row] as number, n = others.starts[row] as number, end = i + length;
          i < end;
          m += step, n += others.step
        )
          output[i++] = a[m] === 0 || b[n] === 0 ? 0 : (a[m] as number) * (b[n] as number);
    },
  },
);
