import { asTensor, type TensorLike } from "../core/create.ts";
import { DTypeError, ParameterError, ShapeError } from "../core/errors.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import { sizeOf } from "../core/shape.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";

// An op and its transpose stand in one file: each is the other's derivative.

const collect: Primitive<Record<never, never>> = {
  name: "take",
  infer: ([x, indices]) => ({
    shape: [(indices as Tensor).shape[0] ?? 0, ...(x as Tensor).shape.slice(1)],
    dtype: (x as Tensor).dtype,
  }),
  compute: ([x, indices], output) => {
    const source = elementsOf(x as Tensor);
    const width = sizeOf((x as Tensor).shape.slice(1));
    for (const [row, from] of rows(indices as Tensor, (x as Tensor).shape[0] ?? 0)) {
      output.set(source.subarray(from * width, (from + 1) * width), row * width);
    }
  },
  derivatives: [
    {
      forward: (t, _, [, indices]) => apply(collect, [t, indices as Tensor], {}),
      backward: (t, _, [x, indices]) => apply(spread, [t, indices as Tensor], { extent: (x as Tensor).shape[0] ?? 0 }),
    },
    null,
  ],
};

const spread: Primitive<{ extent: number }> = {
  name: "addRows",
  infer: ([x], { extent }) => ({ shape: [extent, ...(x as Tensor).shape.slice(1)], dtype: (x as Tensor).dtype }),
  compute: ([x, indices], output, { extent }) => {
    const source = elementsOf(x as Tensor);
    const width = sizeOf((x as Tensor).shape.slice(1));
    // Many may fall into one row: float32 would lose their digits.
    const sums = new Float64Array(output.length);
    for (const [row, to] of rows(indices as Tensor, extent)) {
      for (let i = 0; i < width; i++)
        sums[to * width + i] = (sums[to * width + i] as number) + (source[row * width + i] as number);
    }
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

function* rows(indices: Tensor, extent: number): Generator<[number, number]> {
  for (const [row, index] of indices.data.entries()) {
    if (index < 0 || index >= extent)
      throw new ParameterError(`take: indices[${row}] is ${index}, expected 0..${extent - 1}`);
    yield [row, index];
  }
}

/**
 * Whole rows, by number: a batch of examples, or embeddings.
 *
 * @param x - `[n, …]`.
 * @param indices - `[m]`, int32 in 0 … n − 1, in any order, also repeated.
 * @returns `[m, …]`.
 * @throws ShapeError for an x without axes or indices of more than one; DTypeError for indices that are no integers; ParameterError for one out of range.
 * @example
 * take(tensor([[1, 2], [3, 4]]), tensor(new Int32Array([1, 1, 0]))) // → [[3, 4], [3, 4], [1, 2]]
 */
export function take(x: TensorLike, indices: TensorLike): Tensor {
  const source = asTensor(x);
  const places = asTensor(indices);
  if (source.shape.length === 0 || places.shape.length !== 1) {
    throw new ShapeError(
      `take: x has ${source.shape.length} axes and indices ${places.shape.length}, expected at least 1 and 1`,
    );
  }
  if (places.dtype !== "int32" && places.dtype !== "uint8")
    throw new DTypeError(`take: indices are ${places.dtype}, expected int32`);
  return apply(collect, [source, places], {});
}
