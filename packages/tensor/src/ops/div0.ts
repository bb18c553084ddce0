import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { defineBinary } from "./elementwise.ts";
import { mul0 } from "./mul0.ts";
import { neg } from "./neg.ts";

/**
 * a / b, and 0 wherever a is 0, even over 0 or NaN: as `mul0`, for derivative rules.
 *
 * @param a - any shape.
 * @param b - a shape that broadcasts with that of a.
 * @returns the broadcast shape.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * div0(tensor([0, 1]), tensor([0, 4])) // → [0, 0.25]
 */
export const div0: (a: TensorLike, b: TensorLike) => Tensor = defineBinary(
  "div0",
  (a, b) => (a === 0 ? 0 : a / b),
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
          output[i++] = a[m] === 0 ? 0 : (a[m] as number) / (b[n] as number);
    },
  },
);
