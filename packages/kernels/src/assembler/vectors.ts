import { constant, type ScalarType, valueOf } from "./constants.ts";
import { instruction, load, named, simd } from "./instructions.ts";
import { type Operand, operation, type Value, valueTypes } from "./value.ts";

type Vector = Value<"v128">;

const ofVector = (opcode: number) => instruction("v128", simd(opcode), "v128");

/** 128 bits, whatever they mean. */
export const v128 = {
  load: load("v128", simd(0)),
  not: instruction("v128", simd(77), "v128"),
  /** `andnot`: a and not b. */
  ...named("and andnot or xor", simd(78), (opcode) => instruction("v128", opcode, "v128", "v128")),
  /** The bits of a where those of mask are 1, else those of b. */
  bitselect: (a: Vector, b: Vector, mask: Vector): Vector => operation("v128", simd(82), [a, b, mask]),
  anyTrue: instruction("i32", simd(83), "v128"),
  /** 16 bytes, each by its number: 0 to 15 are those of a, 16 to 31 those of b. */
  shuffle: (a: Vector, b: Vector, bytes: readonly number[]): Vector => operation("v128", simd(13), [a, b], bytes),
};

/** What all types of lanes share. */
export function lanesOf<T extends ScalarType>(kind: "i32x4" | "i64x2" | "f32x4" | "f64x2", type: T) {
  // Their opcodes lie in the order of the types.
  const order = valueTypes.indexOf(type);
  const extract = 27 + 2 * order;
  return {
    splat: (x: Operand<T>): Vector =>
      typeof x === "number" ? constant(kind, x) : operation("v128", simd(17 + order), [x]),
    extract: (a: Vector, lane: number): Value<T> => operation(type, simd(extract), [a], [lane]),
    replace: (a: Vector, lane: number, x: Operand<T>): Vector =>
      operation("v128", simd(extract + 1), [a, valueOf(type, x)], [lane]),
  };
}

/** What i32x4 and i64x2 share; from abs on their opcodes lie in the same order. */
function integerLanes<T extends "i32" | "i64">(
  kind: "i32x4" | "i64x2",
  type: T,
  abs: number,
  compares: readonly number[],
) {
  const binary = (opcode: number) => instruction("v128", simd(opcode), kind, kind);
  return {
    ...lanesOf(kind, type),
    ...named("abs neg", abs, ofVector),
    /** `bitmask`: the sign bits of the lanes, the first one lowest. */
    ...named("allTrue bitmask", abs + 3, (opcode) => instruction("i32", simd(opcode), "v128")),
    ...named("shl shrS shrU", abs + 11, (opcode) => instruction("v128", simd(opcode), "v128", "i32")),
    ...named("add sub mul", [abs + 14, abs + 17, abs + 21], binary),
    ...named("eq ne ltS gtS leS geS", compares, binary),
  };
}

export const i32x4 = {
  ...integerLanes("i32x4", "i32", 160, [55, 56, 57, 59, 61, 63]),
  /** Towards 0; what is out of range becomes the nearest integer, NaN becomes 0. */
  truncSatF32x4: ofVector(248),
  /** Likewise, into the lower two lanes; the upper two are 0. */
  truncSatF64x2: ofVector(252),
};

export const i64x2 = {
  ...integerLanes("i64x2", "i64", 192, [214, 215, 216, 217, 218, 219]),
  /** The lower two lanes of an i32x4, with their signs. */
  extendLowS: ofVector(199),
  extendLowU: ofVector(201),
};
