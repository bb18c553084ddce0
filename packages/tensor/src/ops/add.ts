import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { defineBinary } from "./elementwise.ts";

/**
 * a + b.
 *
 * @param a - any shape.
 * @param b - a shape that broadcasts with that of a.
 * @returns the broadcast shape.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * add(tensor([1, 2]), 10) // → [11, 12]
 */
export const add: (a: TensorLike, b: TensorLike) => Tensor = defineBinary(
  "add",
  (a, b) => a + b,
  [(t) => t, (t) => t],
  {
    loop: (output, a, { starts, length, step }, b, others) => {
      for (let row = 0, i = 0; row < starts.length; row++)
        for (
          let m = starts[row] as number, n = others.starts[row] as number, end = i + length;
          i < end;
          m += step, n += others.step
        )
          output[i++] = (a[m] as number) + (b[n] as number);
    },
  },
);
