import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { add } from "./add.ts";
import { div0 } from "./div0.ts";
import { defineUnary } from "./elementwise.ts";
import { square } from "./square.ts";

/**
 * The arctangent, the angle whose tangent is x.
 *
 * @param x - any shape.
 * @returns the shape of x, in [−π/2, π/2].
 * @example
 * atan(tensor([0, 1, -Infinity])) // → [0, 0.7853982, -1.570796]
 */
export const atan: (x: TensorLike) => Tensor = defineUnary("atan", Math.atan, (t, _, x) => div0(t, add(square(x), 1)));
