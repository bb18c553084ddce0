import { matrixBlockDepth, multiplyMatrices, supports } from "@surprisal/kernels";
import { asOperands, type TensorLike } from "../core/create.ts";
import { promote, isFloat, type TypedArray } from "../core/dtype.ts";
import { ParameterError, ShapeError } from "../core/errors.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import { broadcastShapes, showShape, sizeOf } from "../core/shape.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";
import { broadcastTo } from "./broadcastTo.ts";
import { cast } from "./cast.ts";
import { reshape } from "./reshape.ts";
import { transpose } from "./transpose.ts";

export interface MatmulOptions {
  /**
   * What products of float32 are added up in. "float32" is two to three times as fast where there is WebAssembly; its last bits differ from machine to
   * machine, and its errors grow with the length of the sums. Of float64 sums are of float64 always. Default "float64".
   */
  readonly precision?: "float32" | "float64";
}

const primitive: Primitive<Required<MatmulOptions> & Record<string, string>> = {
  name: "matmul",
  infer: ([a, b]) => ({
    shape: [...(a as Tensor).shape.slice(0, -1), (b as Tensor).shape.at(-1) as number],
    dtype: (a as Tensor).dtype,
  }),
  compute: ([a, b], output, { precision }) => {
    const [m, k] = (a as Tensor).shape.slice(-2) as [number, number];
    const n = (b as Tensor).shape.at(-1) as number;
    const kernel = precision === "float32" ? multiplyInFloat32 : multiplyByKernel;
    const product = paysAsKernel(m, k, n) ? kernel : multiplyByLoops;
    for (let batch = 0; batch < sizeOf((a as Tensor).shape.slice(0, -2)); batch++) {
      const part = (data: TypedArray, size: number): TypedArray => data.subarray(batch * size, (batch + 1) * size);
      product(part(elementsOf(a as Tensor), m * k), part(elementsOf(b as Tensor), k * n), part(output, m * n), m, k, n);
    }
  },
  derivatives: [
    {
      forward: (t, _, [, b], options) => matmul(t, b as Tensor, options),
      backward: (t, _, [, b], options) => matmul(t, swap(b as Tensor), options),
    },
    {
      forward: (t, _, [a], options) => matmul(a as Tensor, t, options),
      backward: (t, _, [a], options) => transposedTimes(a as Tensor, t, options),
    },
  ],
};

/** aᵀ · t, by which of them is the smaller to turn round. */
const transposedTimes = (a: Tensor, t: Tensor, options: MatmulOptions): Tensor =>
  (t.shape.at(-1) as number) < (a.shape.at(-1) as number)
    ? swap(matmul(swap(t), a, options))
    : matmul(swap(a), t, options);

function swap(x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), ...axes.slice(-2).toReversed()]);
}

/** Below, a call costs more than it saves; and few rows or columns would leave most of the kernel's tiles empty. */
const paysAsKernel = (m: number, k: number, n: number): boolean =>
  Math.min(m, n) >= 4 && m * k * n >= 2 ** 16 && supports.simd;

type Multiply = (a: TypedArray, b: TypedArray, out: TypedArray, m: number, k: number, n: number) => void;

const inFloat64 = (data: TypedArray): Float64Array => (data instanceof Float64Array ? data : new Float64Array(data));

const multiplyByKernel: Multiply = (a, b, out, m, k, n) => {
  const sums = out instanceof Float64Array ? out : new Float64Array(m * n);
  multiplyMatrices(inFloat64(a), inFloat64(b), sums, { rows: m, inner: k, columns: n, deterministic: true });
  if (sums !== out) out.set(sums);
};

/** All three are float32: see `matmul`. */
const multiplyInFloat32: Multiply = (a, b, out, m, k, n) =>
  multiplyMatrices(a as Float32Array, b as Float32Array, out as Float32Array, { rows: m, inner: k, columns: n });

/** Row by row in float64, in the kernel's order of summation, so that both give the same bits. */
const multiplyByLoops: Multiply = (a, b, out, m, k, n) => {
  if (n === 1) return multiplyByVector(a, b, out, m, k);
  const row = new Float64Array(n);
  const part = new Float64Array(n);
  for (let i = 0; i < m; i++) {
    row.fill(0);
    for (let from = 0; from < k; from += matrixBlockDepth) {
      const sums = from === 0 ? row : part.fill(0);
      for (let l = from; l < Math.min(from + matrixBlockDepth, k); l++) {
        const factor = a[i * k + l] as number;
        for (let j = 0, at = l * n; j < n; j++, at++) sums[j] = (sums[j] as number) + factor * (b[at] as number);
      }
      if (sums === part) for (let j = 0; j < n; j++) row[j] = (row[j] as number) + (part[j] as number);
    }
    out.set(row, i * n);
  }
};

/** The same for one column, whose sum needs no array. */
function multiplyByVector(a: TypedArray, b: TypedArray, out: TypedArray, m: number, k: number): void {
  for (let i = 0; i < m; i++) {
    let total = 0;
    for (let from = 0; from < k; from += matrixBlockDepth) {
      let part = 0;
      const end = Math.min(from + matrixBlockDepth, k);
      for (let l = from; l < end; l++) part += (a[i * k + l] as number) * (b[l] as number);
      total = from === 0 ? part : total + part;
    }
    out[i] = total;
  }
}

/**
 * The matrix product, with NumPy's rules: leading axes broadcast, an operand of one axis is a row on the left and a column on the right.
 *
 * @param a - `[… m, k]` or `[k]`.
 * @param b - `[… k, n]` or `[k]`.
 * @param options - `precision` of the sums, default "float64"; see MatmulOptions. Derivatives are computed in the same.
 * @returns `[… m, n]`, without the axis that a vector lacks; float32 unless an operand is float64.
 * @throws ShapeError where the inner extents differ or the leading axes do not broadcast; ParameterError for a precision that is none.
 * @example
 * matmul(tensor([[1, 2], [3, 4]]), tensor([[5], [6]])) // → [[17], [39]]
 * matmul(tensor([1, 2]), tensor([3, 4])).item() // → 11
 */
export function matmul(a: TensorLike, b: TensorLike, { precision = "float64" }: MatmulOptions = {}): Tensor {
  // Types say so to TypeScript only.
  if (!isFloat(precision)) throw new ParameterError(`matmul: precision is ${precision}, expected float32 or float64`);
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
  const product = apply(primitive, [fit(x), fit(y)], { precision: dtype === "float64" ? dtype : precision });
  const shape = [
    ...lead,
    ...(left.shape.length === 1 ? [] : x.shape.slice(-2, -1)),
    ...(right.shape.length === 1 ? [] : y.shape.slice(-1)),
  ];
  return reshape(product, shape);
}
