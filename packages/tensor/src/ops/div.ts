import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { div0 } from "./div0.ts";
import { mul0 } from "./mul0.ts";
import { neg } from "./neg.ts";
import { defineBinary } from "./elementwise.ts";

/**
 * a / b; float also for integers.
 *
 * @param a - any shape.
 * @param b - a shape that broadcasts with that of a.
 * @returns the broadcast shape.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * div(tensor([1, 4]), 2) // → [0.5, 2]
 */
export const div: (a: TensorLike, b: TensorLike) => Tensor = defineBinary(
  "div",
  (a, b) => a / b,
  [(t, _, __, b) => div0(t, b), (t, y, _, b) => neg(div0(mul0(t, y), b))],
  {
    result: "float",
    loop: (output, a, { starts, length, step }, b, others) => {
      for (let row = 0, i = 0; row < starts.length; row++)
        for (
          let m = starts[row] as number, n = others.starts[row] as number, end = i + length;
          i < end;
          m += step, n += others.step
        )
          output[i++] = (a[m] as number) / (b[n] as number);
    },
  },
);
