import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { div0 } from "./div0.ts";
import { defineBinary } from "./elementwise.ts";
import { log } from "./log.ts";
import { mul0 } from "./mul0.ts";

/**
 * x · log y, and 0 where x is 0, also at y = 0.
 *
 * @param x - any shape.
 * @param y - a shape that broadcasts with that of x, in [0, ∞].
 * @returns the broadcast shape, float.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * xlogy(tensor([0, 2]), tensor([0, 3])) // → [0, 2.197225]
 */
export const xlogy: (x: TensorLike, y: TensorLike) => Tensor = defineBinary(
  "xlogy",
  (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y)),
  [(t, _, __, y) => mul0(t, log(y)), (t, _, x, y) => div0(mul0(t, x), y)],
  { result: "float" },
);
