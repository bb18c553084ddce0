import type { TensorLike } from "../core/create.ts";
import type { Tensor } from "../core/tensor.ts";
import { defineBinary } from "./elementwise.ts";
import { mul0 } from "./mul0.ts";
import { sigmoid } from "./sigmoid.ts";
import { sub } from "./sub.ts";
import { where } from "./where.ts";
import { equal } from "./equal.ts";

/**
 * log(eᵃ + eᵇ), without overflow, smooth also where a = b.
 *
 * @param a - any shape.
 * @param b - a shape that broadcasts with that of a.
 * @returns the broadcast shape, float.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * logAddExp(tensor([0, 1000]), tensor([0, 1000])) // → [0.6931472, 1000.6932]
 */
export const logAddExp: (a: TensorLike, b: TensorLike) => Tensor = defineBinary(
  "logAddExp",
  (a, b) => {
    const larger = Math.max(a, b);
    return Number.isFinite(larger) ? larger + Math.log1p(Math.exp(-Math.abs(a - b))) : larger;
  },
  [(t, y, a, b) => mul0(weight(y, a, b), t), (t, y, a, b) => mul0(weight(y, b, a), t)],
  { result: "float" },
);

/** eᵃ / (eᵃ + eᵇ). Guarded at the infinities themselves (∞ − ∞), so that finite a = b stays smooth in every order. */
function weight(y: Tensor, a: Tensor, b: Tensor): Tensor {
  const difference = sub(a, b);
  return where(
    equal(y, Infinity),
    where(equal(a, y), where(equal(b, y), 0.5, 1), 0),
    where(equal(y, -Infinity), 0.5, sigmoid(difference)),
  );
}
