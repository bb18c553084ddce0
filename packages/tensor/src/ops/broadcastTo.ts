import { asTensor, type TensorLike } from "../core/create.ts";
import { ShapeError } from "../core/errors.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import { broadcastOffsets, broadcastShapes, sameShape, showShape, type Shape } from "../core/shape.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";
import { blockedSums } from "./blockedSums.ts";
import { copyRows } from "./copyRows.ts";

// An op and its transpose stand in one file: each is the other's derivative.

const broadcast: Primitive<{ shape: Shape }> = {
  name: "broadcastTo",
  infer: ([x], { shape }) => ({ shape, dtype: (x as Tensor).dtype }),
  compute: ([x], output, { shape }) =>
    copyRows(elementsOf(x as Tensor), broadcastOffsets((x as Tensor).shape, shape), output),
  derivatives: [
    { forward: (t, _, __, { shape }) => broadcastTo(t, shape), backward: (t, _, [x]) => sumTo(t, (x as Tensor).shape) },
  ],
};

const reduce: Primitive<{ shape: Shape }> = {
  name: "sumTo",
  infer: ([x], { shape }) => ({ shape, dtype: (x as Tensor).dtype }),
  compute: ([x], output, { shape }) => blockedSums(elementsOf(x as Tensor), (x as Tensor).shape, shape, output),
  derivatives: [
    { forward: (t, _, __, { shape }) => sumTo(t, shape), backward: (t, _, [x]) => broadcastTo(t, (x as Tensor).shape) },
  ],
};

/**
 * x stretched to a shape, by NumPy's rule.
 *
 * @param x - a shape that broadcasts to `shape`.
 * @param shape - the result's.
 * @param name - what an error calls x. Default "broadcastTo".
 * @returns `shape`.
 * @throws ShapeError where x does not broadcast to it.
 * @example
 * broadcastTo(tensor([1, 2]), [2, 2]) // → [[1, 2], [1, 2]]
 */
export function broadcastTo(x: TensorLike, shape: Shape, name = "broadcastTo"): Tensor {
  const source = asTensor(x);
  checkStretch(name, source.shape, shape);
  return sameShape(source.shape, shape) ? source : apply(broadcast, [source], { shape });
}

/**
 * The transpose of `broadcastTo`: sums over the axes along which `shape` would be stretched to that of x.
 *
 * @param x - any shape.
 * @param shape - one that broadcasts to that of x.
 * @returns `shape`; sums are blocked and accumulate in float64.
 * @throws ShapeError where `shape` does not broadcast to that of x.
 * @example
 * sumTo(tensor([[1, 2], [3, 4]]), [2, 1]) // → [[3], [7]]
 */
export function sumTo(x: TensorLike, shape: Shape): Tensor {
  const source = asTensor(x);
  checkStretch("sumTo", shape, source.shape);
  return sameShape(source.shape, shape) ? source : apply(reduce, [source], { shape });
}

function checkStretch(unit: string, small: Shape, large: Shape): void {
  if (!sameShape(broadcastShapes(unit, small, large), large)) {
    throw new ShapeError(`${unit}: shape ${showShape(small)} does not broadcast to ${showShape(large)}`);
  }
}
