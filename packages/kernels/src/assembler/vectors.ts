import { address, memoryAt, scalar } from "./scalars.ts";
import { Operation, type Operand, type Value, VectorConstant } from "./value.ts";

type Vector = Value<"v128">;

/** The opcode of a vector instruction, which all have the prefix 0xfd. */
const simd = (opcode: number): number => 0xfd0000 + opcode;

/** A vector instruction on vectors, with lane numbers behind it. */
export function vector(opcode: number, operands: readonly Vector[], lanes: readonly number[] = []): Vector {
  return new Operation("v128", simd(opcode), operands, lanes);
}

/** A vector instruction that reads memory or makes a vector of a scalar. */
export const vectorFrom = (opcode: number, operand: Value, immediates: readonly number[] = []): Vector =>
  new Operation("v128", simd(opcode), [operand], immediates);

/** A vector instruction whose result is a scalar. */
export const scalarFrom = <T extends "i32" | "i64" | "f32" | "f64">(
  type: T,
  opcode: number,
  operands: readonly Value[],
  lanes: readonly number[] = [],
): Value<T> => new Operation(type, simd(opcode), operands, lanes);

export const loadVector =
  (opcode: number) =>
  (at: Operand<"i32">, offset = 0): Vector =>
    vectorFrom(opcode, address(at), memoryAt(offset));

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
export const vectorConstant = (lanes: ArrayBufferView): Vector =>
  new VectorConstant(lanes, () => new Uint8Array(lanes.buffer, lanes.byteOffset, 16));

/** A constant of one number in all lanes; the same number is the same constant, and −0 is not 0. */
export const splatConstant = (name: string, x: number, pack: (x: number) => ArrayBufferView): Vector =>
  new VectorConstant(Object.is(x, -0) ? `${name} -0` : `${name} ${x}`, () => new Uint8Array(pack(x).buffer));

/** 128 bits, whatever they mean. */
export const v128 = {
  load: loadVector(0),
  not: (a: Vector): Vector => vector(77, [a]),
  and: (a: Vector, b: Vector): Vector => vector(78, [a, b]),
  /** a and not b. */
  andnot: (a: Vector, b: Vector): Vector => vector(79, [a, b]),
  or: (a: Vector, b: Vector): Vector => vector(80, [a, b]),
  xor: (a: Vector, b: Vector): Vector => vector(81, [a, b]),
  /** The bits of a where those of mask are 1, else those of b. */
  bitselect: (a: Vector, b: Vector, mask: Vector): Vector => vector(82, [a, b, mask]),
  anyTrue: (a: Vector): Value<"i32"> => scalarFrom("i32", 83, [a]),
  /** 16 bytes, each by its number: 0 to 15 are those of a, 16 to 31 those of b. */
  shuffle: (a: Vector, b: Vector, bytes: readonly number[]): Vector => vector(13, [a, b], bytes),
};

interface IntegerOpcodes {
  readonly splat: number;
  readonly extract: number;
  readonly abs: number;
  readonly mul: number;
  /** Of eq, ne, ltS, gtS, leS, geS. */
  readonly compares: readonly [number, number, number, number, number, number];
}

/** What i32x4 and i64x2 share; from abs on their opcodes lie in the same order. */
function integerLanes<T extends "i32" | "i64">(type: T, opcodes: IntegerOpcodes, pack: (x: number) => ArrayBufferView) {
  const { splat, extract, abs, mul, compares } = opcodes;
  const constant = (x: Operand<"v128">): Vector => (typeof x === "number" ? splatConstant(type, x, pack) : x);
  type Binary = (a: Operand<"v128">, b: Operand<"v128">) => Vector;
  const binary =
    (opcode: number): Binary =>
    (a, b) =>
      vector(opcode, [constant(a), constant(b)]);
  const shift =
    (opcode: number) =>
    (a: Vector, bits: Operand<"i32">): Vector =>
      new Operation("v128", simd(opcode), [a, scalar("i32", bits)]);
  return {
    splat: (x: Operand<T>): Vector => (typeof x === "number" ? constant(x) : vectorFrom(splat, x)),
    extract: (a: Vector, lane: number): Value<T> => scalarFrom(type, extract, [a], [lane]),
    replace: (a: Vector, lane: number, x: Operand<T>): Vector =>
      new Operation("v128", simd(extract + 1), [a, scalar<"i32" | "i64">(type, x)], [lane]),
    abs: (a: Vector): Vector => vector(abs, [a]),
    neg: (a: Vector): Vector => vector(abs + 1, [a]),
    allTrue: (a: Vector): Value<"i32"> => scalarFrom("i32", abs + 3, [a]),
    /** The sign bits of the lanes, the first one lowest. */
    bitmask: (a: Vector): Value<"i32"> => scalarFrom("i32", abs + 4, [a]),
    shl: shift(abs + 11),
    shrS: shift(abs + 12),
    shrU: shift(abs + 13),
    add: binary(abs + 14),
    sub: binary(abs + 17),
    mul: binary(mul),
    eq: binary(compares[0]),
    ne: binary(compares[1]),
    ltS: binary(compares[2]),
    gtS: binary(compares[3]),
    leS: binary(compares[4]),
    geS: binary(compares[5]),
  };
}

const i32x4Opcodes: IntegerOpcodes = { splat: 17, extract: 27, abs: 160, mul: 181, compares: [55, 56, 57, 59, 61, 63] };
const i64x2Opcodes: IntegerOpcodes = {
  splat: 18,
  extract: 29,
  abs: 192,
  mul: 213,
  compares: [214, 215, 216, 217, 218, 219],
};

export const i32x4 = {
  ...integerLanes("i32", i32x4Opcodes, (x) => Int32Array.of(x, x, x, x)),
  /** Towards 0; what is out of range becomes the nearest integer, NaN becomes 0. */
  truncSatF32x4: (a: Vector): Vector => vector(248, [a]),
  /** Likewise, into the lower two lanes; the upper two are 0. */
  truncSatF64x2: (a: Vector): Vector => vector(252, [a]),
};

export const i64x2 = {
  ...integerLanes("i64", i64x2Opcodes, (x) => BigInt64Array.of(BigInt(x), BigInt(x))),
  /** The lower two lanes of an i32x4, with their signs. */
  extendLowS: (a: Vector): Vector => vector(199, [a]),
  extendLowU: (a: Vector): Vector => vector(201, [a]),
};
