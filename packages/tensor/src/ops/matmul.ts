import { asOperands, type TensorLike } from "../core/create.ts";
import { promote, isFloat, type TypedArray } from "../core/dtype.ts";
import { ShapeError } from "../core/errors.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import { broadcastShapes, showShape, sizeOf } from "../core/shape.ts";
import type { Tensor } from "../core/tensor.ts";
import { broadcastTo } from "./broadcastTo.ts";
import { cast } from "./cast.ts";
import { reshape } from "./reshape.ts";
import { transpose } from "./transpose.ts";

const primitive: Primitive<Record<never, never>> = {
  name: "matmul",
  infer: ([a, b]) => ({
    shape: [...(a as Tensor).shape.slice(0, -1), (b as Tensor).shape.at(-1) as number],
    dtype: (a as Tensor).dtype,
  }),
  compute: ([a, b], output) => {
    const [m, k] = (a as Tensor).shape.slice(-2) as [number, number];
    const n = (b as Tensor).shape.at(-1) as number;
    for (let batch = 0; batch < sizeOf((a as Tensor).shape.slice(0, -2)); batch++) {
      multiply((a as Tensor).data, batch * m * k, (b as Tensor).data, batch * k * n, output, batch * m * n, m, k, n);
    }
  },
  derivatives: [
    { forward: (t, _, [, b]) => matmul(t, b as Tensor), backward: (t, _, [, b]) => matmul(t, swap(b as Tensor)) },
    { forward: (t, _, [a]) => matmul(a as Tensor, t), backward: (t, _, [a]) => matmul(swap(a as Tensor), t) },
  ],
};

function swap(x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), ...axes.slice(-2).toReversed()]);
}

/** One product, row by row, accumulated in float64. */
function multiply(
  a: TypedArray,
  i0: number,
  b: TypedArray,
  j0: number,
  out: TypedArray,
  o0: number,
  m: number,
  k: number,
  n: number,
): void {
  const row = new Float64Array(n);
  for (let i = 0; i < m; i++) {
    row.fill(0);
    for (let l = 0; l < k; l++) {
      const factor = a[i0 + i * k + l] as number;
      for (let j = 0, at = j0 + l * n; j < n; j++, at++) row[j] = (row[j] as number) + factor * (b[at] as number);
    }
    out.set(row, o0 + i * n);
  }
}

/**
 * The matrix product, with NumPy's rules: leading axes broadcast, an operand of one axis is a row on the left and a column on the right.
 *
 * @param a - `[… m, k]` or `[k]`.
 * @param b - `[… k, n]` or `[k]`.
 * @returns `[… m, n]`, without the axis that a vector lacks; float32 unless an operand is float64.
 * @throws ShapeError where the inner extents differ or the leading axes do not broadcast.
 * @example
 * matmul(tensor([[1, 2], [3, 4]]), tensor([[5], [6]])) // → [[17], [39]]
 * matmul(tensor([1, 2]), tensor([3, 4])).item() // → 11
 */
export function matmul(a: TensorLike, b: TensorLike): Tensor {
  const [left, right] = asOperands(a, b);
  const x = left.shape.length === 1 ? reshape(left, [1, -1]) : left;
  const y = right.shape.length === 1 ? reshape(right, [-1, 1]) : right;
  if (x.shape.length < 2 || y.shape.length < 2 || x.shape.at(-1) !== y.shape.at(-2)) {
    throw new ShapeError(
      `matmul: shapes ${showShape(left.shape)} and ${showShape(right.shape)} do not fit, expected [… m, k] and [… k, n]`,
    );
  }
  const wide = promote(x.dtype, y.dtype);
  const dtype = isFloat(wide) ? wide : "float32";
  const lead = broadcastShapes("matmul", x.shape.slice(0, -2), y.shape.slice(0, -2));
  const fit = (each: Tensor): Tensor => broadcastTo(cast(each, dtype), [...lead, ...each.shape.slice(-2)]);
  const product = apply(primitive, [fit(x), fit(y)], {});
  const shape = [
    ...lead,
    ...(left.shape.length === 1 ? [] : x.shape.slice(-2, -1)),
    ...(right.shape.length === 1 ? [] : y.shape.slice(-1)),
  ];
  return reshape(product, shape);
}
