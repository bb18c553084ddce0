import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { defineBinary } from "./elementwise.ts";
import { guardedPower } from "./guardedPower.ts";
import { log } from "./log.ts";
import { mul0 } from "./mul0.ts";
import { sub } from "./sub.ts";

/**
 * xᶜ. The derivative at x = 0 with c < 1 is 0 rather than Infinity, as losses need it; `sqrt` has the other.
 *
 * @param x - any shape; negative only where c is whole.
 * @param c - a shape that broadcasts with that of x.
 * @returns the broadcast shape, float.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * pow(tensor([2, 3]), 2) // → [4, 9]
 */
export const pow: (x: TensorLike, c: TensorLike) => Tensor = defineBinary(
  "pow",
  (x, c) => x ** c,
  [(t, _, x, c) => mul0(mul0(c, guardedPower(x, sub(c, 1))), t), (t, y, x) => mul0(mul0(y, log(x)), t)],
  { result: "float" },
);
