import type { TensorLike } from "../core/create.ts";
import { isTraced } from "../core/primitive.ts";
import type { Tensor } from "../core/tensor.ts";
import { div0 } from "./div0.ts";
import { defineBinary } from "./elementwise.ts";
import { log } from "./log.ts";
import { mul0 } from "./mul0.ts";
import { sub } from "./sub.ts";

/**
 * xᶜ for derivative rules: 0 where x is 0 and c is negative, since there the factor beside it vanishes (focal's (1 − p)^γ with γ < 1).
 * Not the user's `pow`, whose 0⁻¹ is Infinity.
 *
 * @param x - any shape, from 0.
 * @param c - a shape that broadcasts with that of x.
 * @returns the broadcast shape.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * guardedPower(tensor([0, 4]), -0.5) // → [0, 0.5]
 */
export const guardedPower: (x: TensorLike, c: TensorLike) => Tensor = defineBinary(
  "guardedPower",
  (x, c) => (x === 0 && c < 0 ? 0 : x ** c),
  [
    (t, y, x, c) => (isNegative(c) ? mul0(mul0(c, y), div0(t, x)) : mul0(mul0(c, guardedPower(x, sub(c, 1))), t)),
    (t, y, x) => mul0(mul0(y, log(x)), t),
  ],
  { result: "float" },
);

/** Then x^(c − 1) may overflow where x^c and the factors beside it, t among them, do not. */
const isNegative = (c: Tensor): boolean => !isTraced(c) && c.data.every((each) => each < 0);
