import { DTypeError } from "./errors.ts";

/** What the elements of a tensor are. */
export type DType = "float32" | "float64" | "int32" | "uint8" | "bool";

/** The arrays that can hold a tensor's elements; `bool` is held as 0 and 1 in bytes. */
export type TypedArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/** What holds the elements of each, from narrow to wide: mixed operands take the widest. */
export const arrays = {
  bool: Uint8Array,
  uint8: Uint8Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const satisfies Record<DType, unknown>;
// The keys are all that the type of the object says.
const order = Object.keys(arrays) as readonly DType[];

/** The dtype of a typed array; 64-bit integers and other arrays are refused. */
export function dtypeOfArray(array: ArrayBufferView, name: string): DType {
  // From the wide end: bytes are uint8, not bool.
  const dtype = order.findLast((each) => array instanceof arrays[each]);
  if (dtype) return dtype;
  throw new DTypeError(
    `${name}: values are a ${array.constructor.name}, expected Float32Array, Float64Array, Int32Array or Uint8Array`,
  );
}

/** Refuses what is no dtype: types say so to TypeScript only. */
export function checkDType(unit: string, dtype: DType): void {
  if (!order.includes(dtype)) throw new DTypeError(`${unit}: dtype is ${dtype}, expected ${order.join(", ")}`);
}

export function isFloat(dtype: DType): boolean {
  return dtype === "float32" || dtype === "float64";
}

/** The widest of two dtypes. */
export function promote(a: DType, b: DType): DType {
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}
