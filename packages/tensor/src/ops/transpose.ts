import { asTensor, type TensorLike } from "../core/create.ts";
import { ShapeError } from "../core/errors.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import { broadcastStrides, normalizeAxes, normalizeAxis, rowOffsets, showShape } from "../core/shape.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";
import { copyRows } from "./copyRows.ts";

type Axes = readonly number[];

const primitive: Primitive<{ axes: Axes }> = {
  name: "transpose",
  infer: ([x], { axes }) => ({
    shape: axes.map((axis) => (x as Tensor).shape[axis] as number),
    dtype: (x as Tensor).dtype,
  }),
  compute: ([x], output, { axes }, { shape }) => {
    const own = (x as Tensor).shape;
    const strides = broadcastStrides(own, own);
    const offsets = rowOffsets(
      axes.map((axis) => strides[axis] as number),
      shape,
    );
    copyRows(elementsOf(x as Tensor), offsets, output);
  },
  derivatives: [
    {
      forward: (t, _, __, { axes }) => permute(t, axes),
      backward: (t, _, __, { axes }) =>
        permute(
          t,
          axes.map((_, axis) => axes.indexOf(axis)),
        ),
    },
  ],
};

const permute = (x: Tensor, axes: Axes): Tensor =>
  axes.every((axis, i) => axis === i) ? x : apply(primitive, [x], { axes });

/**
 * The axes in another order; without an order, reversed.
 *
 * @param x - any shape.
 * @param axes - where each axis of the result comes from.
 * @returns the permuted shape.
 * @throws ShapeError where `axes` is no order of all axes.
 * @example
 * transpose(tensor([[1, 2], [3, 4]])) // → [[1, 3], [2, 4]]
 */
export function transpose(x: TensorLike, axes?: Axes): Tensor {
  const source = asTensor(x);
  const rank = source.shape.length;
  const order =
    axes?.map((axis) => normalizeAxis("transpose", axis, rank)) ?? source.shape.map((_, axis) => rank - 1 - axis);
  if (order.length !== rank || normalizeAxes("transpose", order, rank).length !== rank) {
    throw new ShapeError(`transpose: axes are ${showShape(order)}, expected an order of all ${rank}`);
  }
  return permute(source, order);
}

/**
 * One axis moved to another place; the others keep their order.
 *
 * @param x - any shape.
 * @param from - which axis; −1 is the last.
 * @param to - its new place.
 * @returns the permuted shape.
 * @throws ParameterError for an axis that x does not have.
 * @example
 * moveAxis(tensor([[1, 2, 3], [4, 5, 6]]), 0, -1).shape // → [3, 2]
 */
export function moveAxis(x: TensorLike, from: number, to: number): Tensor {
  const source = asTensor(x);
  const rank = source.shape.length;
  const order = source.shape.map((_, axis) => axis);
  order.splice(normalizeAxis("moveAxis", to, rank), 0, ...order.splice(normalizeAxis("moveAxis", from, rank), 1));
  return permute(source, order);
}
