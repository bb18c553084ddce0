import { DTypeError } from "./errors.ts";

/** What the elements of a tensor are. */
export type DType = "float32" | "float64" | "int32" | "uint8" | "bool";

/** The arrays that can hold a tensor's elements; `bool` is held as 0 and 1 in bytes. */
export type TypedArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/** From narrow to wide: mixed operands take the widest. */
const order: readonly DType[] = ["bool", "uint8", "int32", "float32", "float64"];

/** An array of `size` zeros for a dtype. */
export function allocate(dtype: DType, size: number): TypedArray {
  switch (dtype) {
    case "float32":
      return new Float32Array(size);
    case "float64":
      return new Float64Array(size);
    case "int32":
      return new Int32Array(size);
    default:
      return new Uint8Array(size);
  }
}

/** The dtype of a typed array; 64-bit integers and other arrays are refused. */
export function dtypeOfArray(array: ArrayBufferView): DType {
  if (array instanceof Float32Array) return "float32";
  if (array instanceof Float64Array) return "float64";
  if (array instanceof Int32Array) return "int32";
  if (array instanceof Uint8Array) return "uint8";
  throw new DTypeError(
    `tensor: values are a ${array.constructor.name}, expected Float32Array, Float64Array, Int32Array or Uint8Array`,
  );
}

export function isFloat(dtype: DType): boolean {
  return dtype === "float32" || dtype === "float64";
}

/** The widest of two dtypes. */
export function promote(a: DType, b: DType): DType {
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}
