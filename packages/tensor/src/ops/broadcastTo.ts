import { asTensor, type TensorLike } from "../core/create.ts";
import type { TypedArray } from "../core/dtype.ts";
import { ShapeError } from "../core/errors.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import { broadcastOffsets, broadcastShapes, sameShape, showShape, type Shape } from "../core/shape.ts";
import type { Tensor } from "../core/tensor.ts";
import { blockedSums } from "./blockedSums.ts";

// An op and its transpose stand in one file: each is the other's derivative.

const broadcast: Primitive<{ shape: Shape }> = {
  name: "broadcastTo",
  infer: ([x], { shape }) => ({ shape, dtype: (x as Tensor).dtype }),
  compute: ([x], output, { shape }) => stretch(x as Tensor, shape, output),
  derivatives: [
    { forward: (t, _, __, { shape }) => broadcastTo(t, shape), backward: (t, _, [x]) => sumTo(t, (x as Tensor).shape) },
  ],
};

const reduce: Primitive<{ shape: Shape }> = {
  name: "sumTo",
  infer: ([x], { shape }) => ({ shape, dtype: (x as Tensor).dtype }),
  compute: ([x], output, { shape }) => blockedSums((x as Tensor).data, (x as Tensor).shape, shape, output),
  derivatives: [
    { forward: (t, _, __, { shape }) => sumTo(t, shape), backward: (t, _, [x]) => broadcastTo(t, (x as Tensor).shape) },
  ],
};

/**
 * x stretched to a shape, by NumPy's rule.
 *
 * @param x - a shape that broadcasts to `shape`.
 * @param shape - the result's.
 * @returns `shape`.
 * @throws ShapeError where x does not broadcast to it.
 * @example
 * broadcastTo(tensor([1, 2]), [2, 2]) // → [[1, 2], [1, 2]]
 */
export function broadcastTo(x: TensorLike, shape: Shape): Tensor {
  const source = asTensor(x);
  checkStretch("broadcastTo", source.shape, shape);
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

function stretch(x: Tensor, shape: Shape, output: TypedArray): void {
  const source = x.data;
  const { starts, length, step } = broadcastOffsets(x.shape, shape);
  for (let row = 0, i = 0; row < starts.length; row++) {
    for (let column = 0, at = starts[row] as number; column < length; column++, i++, at += step)
      output[i] = source[at] as number;
  }
}
