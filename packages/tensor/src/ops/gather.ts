import { asTensor, type TensorLike } from "../core/create.ts";
import type { TypedArray } from "../core/dtype.ts";
import { DTypeError, ParameterError, ShapeError } from "../core/errors.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import { sameShape, showShape } from "../core/shape.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";
import { reshape } from "./reshape.ts";

// An op and its transpose stand in one file: each is the other's derivative.

const collect: Primitive<Record<never, never>> = {
  name: "gather",
  infer: ([x, indices]) => ({ shape: (indices as Tensor).shape, dtype: (x as Tensor).dtype }),
  compute: ([x, indices], output) => {
    const source = elementsOf(x as Tensor);
    each(indices as Tensor, (x as Tensor).shape.at(-1) as number, (i, at) => (output[i] = source[at] as number));
  },
  derivatives: [
    {
      forward: (t, _, [, indices]) => apply(collect, [t, indices as Tensor], {}),
      backward: (t, _, [x, indices]) =>
        apply(spread, [t, indices as Tensor], { extent: (x as Tensor).shape.at(-1) as number }),
    },
    null,
  ],
};

const spread: Primitive<{ extent: number }> = {
  name: "scatterAdd",
  infer: ([x, indices], { extent }) => ({
    shape: [...(indices as Tensor).shape.slice(0, -1), extent],
    dtype: (x as Tensor).dtype,
  }),
  compute: ([x, indices], output: TypedArray, { extent }) => {
    const source = elementsOf(x as Tensor);
    // Many may fall into one place: float32 would lose their digits.
    const sums = new Float64Array(output.length);
    each(indices as Tensor, extent, (i, at) => (sums[at] = (sums[at] as number) + (source[i] as number)));
    output.set(sums);
  },
  derivatives: [
    {
      forward: (t, _, [, indices], attributes) => apply(spread, [t, indices as Tensor], attributes),
      backward: (t, _, [, indices]) => apply(collect, [t, indices as Tensor], {}),
    },
    null,
  ],
};

/** Visits each index i with the place it points to in rows of `extent`; refuses one that points outside. */
function each(indices: Tensor, extent: number, visit: (i: number, at: number) => void): void {
  const data = elementsOf(indices);
  const length = indices.shape.at(-1) as number;
  for (let i = 0; i < data.length; i++) {
    const index = data[i] as number;
    if (index < 0 || index >= extent) {
      throw new ParameterError(`gather: indices[${i}] is ${index}, expected 0..${extent - 1}`);
    }
    visit(i, Math.floor(i / length) * extent + index);
  }
}

function checkRows(unit: string, x: Tensor, indices: Tensor): void {
  if (indices.dtype !== "int32" && indices.dtype !== "uint8") {
    throw new DTypeError(`${unit}: indices are ${indices.dtype}, expected int32`);
  }
  const lead = x.shape.slice(0, -1);
  if (x.shape.length === 0 || indices.shape.length === 0 || !sameShape(lead, indices.shape.slice(0, -1))) {
    throw new ShapeError(
      `${unit}: indices have shape ${showShape(indices.shape)}, expected [${[...lead, "k"].join(", ")}]`,
    );
  }
}

/**
 * Elements picked along the last axis: result[…, k] = x[…, indices[…, k]] (NumPy's take_along_axis, PyTorch's gather).
 *
 * @param x - `[… n]`.
 * @param indices - `[… k]`, int32 in 0 … n − 1.
 * @returns the shape of indices.
 * @throws ShapeError where the leading axes differ; DTypeError for indices that are no integers; ParameterError for one out of range.
 * @example
 * gather(tensor([[10, 20, 30]]), tensor(new Int32Array([2, 0]), { shape: [1, 2] })) // → [[30, 10]]
 */
export function gather(x: TensorLike, indices: TensorLike): Tensor {
  const source = asTensor(x);
  const places = asTensor(indices);
  checkRows("gather", source, places);
  return apply(collect, [source, places], {});
}

/**
 * The transpose of `gather`: adds x[…, k] to place indices[…, k] of rows of zeros.
 *
 * @param x - `[… k]`.
 * @param indices - `[… k]`, int32 in 0 … extent − 1.
 * @param extent - the last extent of the result.
 * @returns `[… extent]`.
 * @throws as `gather`.
 * @example
 * scatterAdd(tensor([[5, 7]]), tensor(new Int32Array([2, 2]), { shape: [1, 2] }), 3) // → [[0, 0, 12]]
 */
export function scatterAdd(x: TensorLike, indices: TensorLike, extent: number): Tensor {
  const source = asTensor(x);
  const places = asTensor(indices);
  checkRows("scatterAdd", source, places);
  if (!sameShape(source.shape, places.shape)) {
    throw new ShapeError(
      `scatterAdd: indices have shape ${showShape(places.shape)}, expected ${showShape(source.shape)}`,
    );
  }
  return apply(spread, [source, places], { extent });
}

/**
 * One element of each row: result[…] = x[…, indices[…]].
 *
 * @param x - `[… n]`.
 * @param indices - `[…]`, int32 in 0 … n − 1.
 * @returns the shape of indices.
 * @throws as `gather`.
 * @example
 * pick(tensor([[1, 2], [3, 4]]), tensor(new Int32Array([1, 0]))) // → [2, 3]
 */
export function pick(x: TensorLike, indices: TensorLike): Tensor {
  const places = asTensor(indices);
  return reshape(gather(x, reshape(places, [...places.shape, 1])), places.shape);
}
