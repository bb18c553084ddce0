import { f32, f64, i32, i64 } from "./scalars.ts";
import type { Value, ValueType } from "./value.ts";
import { vectorConstant } from "./vectors.ts";

/** The bytes that stand for types. */
export const typeCodes: Readonly<Record<ValueType, number>> = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
};

/** The instructions that write to memory. */
export const stores: Readonly<Record<ValueType, number>> = {
  i32: 0x36,
  i64: 0x37,
  f32: 0x38,
  f64: 0x39,
  v128: 0xfd000b,
};

const zeroVector = vectorConstant(new Float64Array(2));

/** What variables start with. */
export const zeros: Readonly<Record<ValueType, () => Value>> = {
  i32: () => i32.const(0),
  i64: () => i64.const(0),
  f32: () => f32.const(0),
  f64: () => f64.const(0),
  v128: () => zeroVector,
};
