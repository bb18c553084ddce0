import { defineLoss } from "@surprisal/contract";
import {
  abs,
  add,
  composed,
  defineBinary,
  div,
  equal,
  greater,
  mul,
  mul0,
  neg,
  sign,
  sub,
  type Tensor,
  where,
} from "@surprisal/tensor";

/** (x − y)/(|x| + |y|), and 0 where both are 0. It is constant where the signs differ; its plain derivative would be a difference. */
const relativeDifference = defineBinary(
  "relativeDifference",
  composed(
    (x: number, y: number) => (x === y ? 0 : (x - y) / (Math.abs(x) + Math.abs(y))),
    (x, y) => where(equal(x, y), 0, div(sub(x, y), add(abs(x), abs(y)))),
  ),
  [(t, _, x, y) => mul0(slope(x, y), t), (t, _, x, y) => mul0(neg(slope(y, x)), t)],
  { result: "float" },
);

function slope(x: Tensor, y: Tensor): Tensor {
  const alike = greater(mul(sign(x), sign(y)), 0);
  const size = where(alike, add(abs(x), abs(y)), 1);
  return where(alike, div(div(mul(abs(y), 2), size), size), 0);
}

/**
 * Symmetric absolute percentage error, element by element: 200 · |prediction − target|/(|prediction| + |target|), and 0 where both are 0.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @returns the shape of prediction, in [0, 200], per cent; 200 wherever the signs differ.
 * @throws ShapeError where target does not fit prediction.
 * @formula 200 \frac{|\hat{y} - y|}{|\hat{y}| + |y|}
 * @example
 * symmetricAbsolutePercentageError([1, -1, 0], [2, 5, 0]) // → [66.66667, 200, 0]
 */
export const symmetricAbsolutePercentageError = defineLoss({
  name: "symmetricAbsolutePercentageError",
  prediction: "real",
  target: "real",
  value: (prediction, target) => mul(200, abs(relativeDifference(prediction, target))),
  traits: () => ({
    convex: false,
    bounded: 200,
    leastAt: "target",
    lipschitz: false,
    smoothness: false,
    differentiable: 0,
  }),
});
