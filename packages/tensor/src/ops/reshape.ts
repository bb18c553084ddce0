import { asTensor, type TensorLike } from "../core/create.ts";
import { ShapeError } from "../core/errors.ts";
import { apply, isTraced, type Primitive } from "../core/primitive.ts";
import { sameShape, showShape, sizeOf, type Shape } from "../core/shape.ts";
import { elementsOf, Tensor } from "../core/tensor.ts";

const primitive: Primitive<{ shape: Shape }> = {
  name: "reshape",
  infer: ([x], { shape }) => ({ shape, dtype: (x as Tensor).dtype }),
  compute: ([x], output) => output.set(elementsOf(x as Tensor)),
  derivatives: [
    { forward: (t, _, __, { shape }) => reshape(t, shape), backward: (t, _, [x]) => reshape(t, (x as Tensor).shape) },
  ],
};

/**
 * The same elements, row-major, in another shape.
 *
 * @param x - any shape.
 * @param shape - of the same size; one extent may be −1 and is worked out.
 * @returns `shape`.
 * @throws ShapeError where the sizes differ.
 * @example
 * reshape(tensor([1, 2, 3, 4]), [2, -1]) // → [[1, 2], [3, 4]]
 */
export function reshape(x: TensorLike, shape: Shape): Tensor {
  const source = asTensor(x);
  const known = sizeOf(shape.filter((extent) => extent !== -1));
  const resolved = shape.map((extent) => (extent === -1 ? sizeOf(source.shape) / known : extent));
  if (
    sizeOf(resolved) !== sizeOf(source.shape) ||
    !resolved.every((extent) => Number.isInteger(extent) && extent >= 0)
  ) {
    throw new ShapeError(
      `reshape: shape is ${showShape(shape)}, expected ${sizeOf(source.shape)} elements as in ${showShape(source.shape)}`,
    );
  }
  if (sameShape(source.shape, resolved)) return source;
  // Where nothing watches, the elements are shared: tensors are not written to.
  return isTraced(source)
    ? apply(primitive, [source], { shape: resolved })
    : new Tensor(resolved, source.dtype, source.cell);
}
