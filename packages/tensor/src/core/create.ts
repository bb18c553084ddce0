import { blankBuffer } from "@surprisal/kernels";
import { arrays, checkDType, dtypeOfArray, isFloat, type DType, type TypedArray } from "./dtype.ts";
import { DTypeError, ParameterError, ShapeError } from "./errors.ts";
import { showShape, sizeOf, type Shape } from "./shape.ts";
import { elementsOf, storage, Tensor, wrap } from "./tensor.ts";
import { weigh } from "./weigh.ts";

/** Nested plain arrays of numbers or booleans. */
export type NestedInput = number | boolean | readonly NestedInput[];

/** What every op takes: a tensor, a number, a typed array (one axis) or nested arrays. */
export type TensorLike = Tensor | TypedArray | NestedInput;

export interface CreateOptions {
  /** Plain numbers become float32 and typed arrays keep their type unless this says otherwise. */
  readonly dtype?: DType;
  /** The shape of flat values. */
  readonly shape?: Shape;
}

/**
 * A tensor from numbers, nested arrays or a typed array. Values are copied.
 *
 * @param values - a number, nested arrays of equal lengths, a typed array, or a tensor (to change dtype or shape).
 * @param options - `dtype`; `shape` of flat values.
 * @returns a tensor; plain numbers become float32, booleans bool, typed arrays keep their type.
 * @throws ShapeError for ragged arrays or a shape of another size; DTypeError for 64-bit integers, other arrays and other dtypes.
 * @example
 * tensor([[1, 2], [3, 4]]).shape // → [2, 2]
 * tensor(new Float64Array([1, 2, 3, 4]), { shape: [2, 2] }).dtype // → "float64"
 */
export function tensor(values: TensorLike, options: CreateOptions = {}): Tensor {
  if (options.dtype !== undefined) checkDType("tensor", options.dtype);
  const source = asTensor(values, options.dtype);
  const dtype = options.dtype ?? source.dtype;
  const shape = checkShape("tensor", options.shape ?? source.shape);
  if (sizeOf(shape) !== sizeOf(source.shape)) {
    throw new ShapeError(
      `tensor: values have shape ${showShape(source.shape)}, expected ${sizeOf(shape)} elements for shape ${showShape(shape)}`,
    );
  }
  return filled(shape, dtype, elementsOf(source));
}

/**
 * As `tensor`, but a tensor is returned as it is, and a typed array is not copied.
 *
 * @param values - a number, nested arrays of equal lengths, a typed array, or a tensor.
 * @param dtype - of plain numbers. Default float32.
 * @param name - what errors call the values. Default "tensor".
 * @returns a tensor.
 * @throws ShapeError for ragged arrays; DTypeError for 64-bit integers and other arrays.
 * @example
 * const x = tensor([1, 2])
 * asTensor(x) === x // → true
 * asTensor([[1, 2]], "float64").dtype // → "float64"
 */
export function asTensor(values: TensorLike, dtype: DType = "float32", name = "tensor"): Tensor {
  if (values instanceof Tensor) return values;
  if (ArrayBuffer.isView(values)) return wrap([values.length], dtypeOfArray(values, name), values);
  return fromNested(values, dtype, name);
}

/** The operands of an op as tensors; plain numbers beside a tensor take its dtype, as Python's numbers do in PyTorch; nested arrays the floating one. */
export function asOperands(a: TensorLike, b: TensorLike): [Tensor, Tensor] {
  // An array is read once, and before the number that takes its dtype.
  const right = typeof b === "number" ? b : beside(b, a);
  const left = beside(a, right);
  return [left, beside(right, left)];
}

function beside(x: TensorLike, other: TensorLike): Tensor {
  if (typeof x === "number" && typeof other !== "number") return scalarLike(x, asTensor(other).dtype);
  // Plain fractions take float64 beside it, which keeps their digits.
  const isTyped = other instanceof Tensor || ArrayBuffer.isView(other);
  return asTensor(x, isTyped && asTensor(other).dtype === "float64" ? "float64" : "float32");
}

function scalarLike(value: number, dtype: DType): Tensor {
  // An integer tensor keeps integers; 0.5 beside it is a float.
  const own = isFloat(dtype) ? dtype : Number.isInteger(value) ? (dtype === "bool" ? "int32" : dtype) : "float32";
  return filled([], own, [value]);
}

function fromNested(values: NestedInput, standard: DType, name: string): Tensor {
  const shape: number[] = [];
  for (let inner: NestedInput | undefined = values; Array.isArray(inner); inner = inner[0]) shape.push(inner.length);
  const flat: number[] = [];
  let allBooleans = true;
  const walk = (value: NestedInput, axis: number): void => {
    const extent = shape[axis];
    if ((Array.isArray(value) ? value.length : undefined) !== extent) {
      const expected = extent === undefined ? "a number, got an array" : `${extent} entries in each`;
      throw new ShapeError(`${name}: values are ragged at axis ${axis}, expected ${expected}`);
    }
    if (Array.isArray(value)) {
      for (const each of value) walk(each, axis + 1);
    } else {
      allBooleans &&= typeof value === "boolean";
      if (typeof value !== "number" && typeof value !== "boolean") {
        throw new DTypeError(`${name}: values hold ${value === null ? "null" : `a ${typeof value}`}, expected numbers`);
      }
      flat.push(Number(value));
    }
  };
  walk(values, 0);
  const dtype = allBooleans && flat.length > 0 ? "bool" : standard;
  return filled(shape, dtype, flat);
}

/** A tensor of given elements. */
function filled(shape: Shape, dtype: DType, elements: ArrayLike<number>): Tensor {
  const result = wrap(shape, dtype);
  convert(elements, dtype, elementsOf(result));
  return result;
}

/** A copy in another dtype. Floats are cut towards zero for integers; bool is 1 where a value is not 0. */
export function convert(source: ArrayLike<number>, dtype: DType, target: TypedArray): void {
  if (dtype === "bool") for (let i = 0; i < source.length; i++) target[i] = source[i] === 0 ? 0 : 1;
  else target.set(source);
}

function checkShape(unit: string, shape: Shape): Shape {
  for (const extent of shape) {
    if (!Number.isInteger(extent) || extent < 0) {
      throw new ParameterError(`${unit}: shape is ${showShape(shape)}, expected whole numbers from 0`);
    }
  }
  return [...shape];
}

/**
 * A tensor of one value everywhere.
 *
 * @param shape - extents.
 * @param value - a number.
 * @param options - `dtype`, default float32.
 * @returns a tensor of `shape`.
 * @throws ParameterError for an impossible shape.
 * @example
 * full([2, 2], 7) // → [[7, 7], [7, 7]]
 */
export function full(shape: Shape, value: number, options: { readonly dtype?: DType } = {}): Tensor {
  const dtype = options.dtype ?? "float32";
  const result = wrap(checkShape("full", shape), dtype);
  elementsOf(result).fill(dtype === "bool" ? Number(value !== 0) : value);
  return result;
}

/**
 * A tensor of zeros.
 *
 * @param shape - extents.
 * @param options - `dtype`, default float32.
 * @returns a tensor of `shape`.
 * @throws ParameterError for an impossible shape.
 * @example
 * zeros([3]) // → [0, 0, 0]
 */
export function zeros(shape: Shape, options: { readonly dtype?: DType } = {}): Tensor {
  return full(shape, 0, options);
}

/**
 * A tensor that is to be filled, by `elementsOf`, before anybody else sees it.
 *
 * @param shape - extents.
 * @param options - `dtype`, default float32.
 * @returns a tensor of `shape`; what stands in it may be anything.
 * @throws ParameterError for an impossible shape.
 * @example
 * empty([2, 3]).shape // → [2, 3]
 */
export function empty(shape: Shape, options: { readonly dtype?: DType } = {}): Tensor {
  const dtype = options.dtype ?? "float32";
  const checked = checkShape("empty", shape);
  const Type = arrays[dtype];
  return storage.scope
    ? new Tensor(checked, dtype, storage.scope.empty(checked, dtype))
    : wrap(checked, dtype, weigh(new Type(blankBuffer(sizeOf(checked) * Type.BYTES_PER_ELEMENT))));
}

/**
 * A tensor of ones.
 *
 * @param shape - extents.
 * @param options - `dtype`, default float32.
 * @returns a tensor of `shape`.
 * @throws ParameterError for an impossible shape.
 * @example
 * ones([2], { dtype: "int32" }) // → [1, 1]
 */
export function ones(shape: Shape, options: { readonly dtype?: DType } = {}): Tensor {
  return full(shape, 1, options);
}

/**
 * The whole numbers 0 … n − 1.
 *
 * @param n - how many, from 0.
 * @param options - `dtype`, default int32.
 * @returns `[n]`.
 * @throws ParameterError for n that is no whole number from 0.
 * @example
 * arange(4) // → [0, 1, 2, 3]
 */
export function arange(n: number, options: { readonly dtype?: DType } = {}): Tensor {
  const shape = checkShape("arange", [n]);
  return filled(
    shape,
    options.dtype ?? "int32",
    Array.from({ length: n }, (_, i) => i),
  );
}
