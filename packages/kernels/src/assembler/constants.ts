import { type Operand, Value, type ValueType } from "./value.ts";

const arrays = {
  f32: (x: number) => Float32Array.of(x),
  f64: (x: number) => Float64Array.of(x),
  f32x4: (x: number) => Float32Array.of(x, x, x, x),
  f64x2: (x: number) => Float64Array.of(x, x),
  i32x4: (x: number) => Int32Array.of(x, x, x, x),
  i64x2: (x: number) => BigInt64Array.of(BigInt(x), BigInt(x)),
  v128: () => new Float64Array(2),
};

export type ScalarType = Exclude<ValueType, "v128">;

/** How numbers become constants: each as a scalar, or in all lanes of a vector. */
export type Kind = keyof typeof arrays | ScalarType;

/** What is taken for a kind. Without a type of lanes numbers have no meaning. */
export type OperandOf<K extends Kind> = K extends "v128" ? Value<"v128"> : Operand<K extends ValueType ? K : "v128">;

/**
 * A constant of lanes of any kind.
 *
 * @param lanes - 16 bytes, as an array of whatever they are.
 * @returns the vector.
 * @example
 * const module = new ModuleBuilder()
 * module.function("third", { parameters: [], result: "i32", export: true }, (f) => {
 *   f.return(i32x4.extract(vectorConstant(Int32Array.of(5, 6, 7, 8)), 2));
 * })
 * module.instantiate().third() // → 7
 */
export const vectorConstant = (lanes: ArrayBufferView): Value<"v128"> =>
  new Value("v128", (body) => body.constant(new Uint8Array(lanes.buffer, lanes.byteOffset, 16)));

/** A number as a constant of a kind. */
export function constant<T extends ValueType>(kind: T, x: number | bigint): Value<T>;
export function constant(kind: Exclude<Kind, ScalarType>, x: number | bigint): Value<"v128">;
export function constant(kind: Kind, x: number | bigint): Value;
export function constant(kind: Kind, x: number | bigint): Value {
  if (kind === "i32" || kind === "i64") {
    const [opcode, bits] = kind === "i32" ? [0x41, 32] : [0x42, 64];
    return new Value(kind, ({ code }) => {
      code.byte(opcode);
      code.signed(BigInt.asIntN(bits, BigInt(x)));
    });
  }
  const array = arrays[kind](Number(x));
  if (kind !== "f32" && kind !== "f64") return vectorConstant(array);
  return new Value(kind, ({ code }) => {
    code.byte(kind === "f32" ? 0x43 : 0x44);
    code.append(new Uint8Array(array.buffer));
  });
}

/** A value as it is, a number as a constant. */
export function valueOf<T extends ScalarType>(kind: T, operand: Operand<T>): Value<T>;
export function valueOf(kind: Exclude<Kind, ScalarType>, operand: Operand<"v128">): Value<"v128">;
export function valueOf(kind: Kind, operand: Operand<ValueType>): Value;
export function valueOf(kind: Kind, operand: Operand<ValueType>): Value {
  return typeof operand === "number" ? constant(kind, operand) : operand;
}
