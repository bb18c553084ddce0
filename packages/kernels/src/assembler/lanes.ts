import { vectorConstant, valueOf } from "./constants.ts";
import { instruction, load, memoryAt, named, simd } from "./instructions.ts";
import { f32, f64, i64 } from "./scalars.ts";
import { type Local, type Operand, operation, Value } from "./value.ts";
import { i32x4, i64x2, lanesOf, v128 } from "./vectors.ts";

type Vector = Value<"v128">;
type Ternary = (a: Operand<"v128">, b: Operand<"v128">, c: Operand<"v128">) => Vector;

const convert = (opcode: number) => instruction("v128", simd(opcode), "v128");

interface Scalar<T extends "f32" | "f64"> {
  readonly add: (a: Operand<T>, b: Operand<T>) => Value<T>;
  readonly max: (a: Operand<T>, b: Operand<T>) => Value<T>;
}

/** What the two types of float lanes share: most of their opcodes lie in the same order, those of roundings do not. */
function floatLanes<
  N extends "f32x4" | "f64x2",
  T extends "f32" | "f64",
  S extends Scalar<T>,
  B extends typeof i32x4 | typeof i64x2,
>(
  name: N,
  type: T,
  Numbers: new (lanes: readonly number[]) => ArrayBufferView,
  scalar: S,
  bits: B,
  roundings: readonly number[],
) {
  const kind: "f32x4" | "f64x2" = name;
  const isDouble = kind === "f64x2" ? 1 : 0;
  const count = 4 >> isDouble;
  const abs = 224 + 12 * isDouble;
  const fused = 0x105 + 2 * isDouble;
  const unary = (opcode: number) => instruction("v128", simd(opcode), kind);
  const binary = (opcode: number) => instruction("v128", simd(opcode), kind, kind);
  const arithmetic = named("add sub mul div min max pmin pmax", abs + 4, binary);
  /** In a relaxed module one instruction, which leaves to the machine what it does at the edge. */
  const relaxable =
    (opcode: number, plain: (a: Vector, b: Vector, c: Vector) => Vector): Ternary =>
    (...operands) => {
      const [a, b, c] = operands.map((each) => valueOf(kind, each)) as [Vector, Vector, Vector];
      return new Value("v128", (body) =>
        (body.relaxed ? operation("v128", simd(opcode), [a, b, c]) : plain(a, b, c)).emit(body),
      );
    };
  const choose = relaxable(0x10b + isDouble, v128.bitselect);
  const basic = lanesOf(kind, type);
  const across =
    (combine: Scalar<T>["add"]) =>
    (x: Local<"v128">): Value<T> => {
      const ofTwo = (first: number): Value<T> => combine(basic.extract(x, first), basic.extract(x, first + 1));
      return isDouble ? ofTwo(0) : combine(ofTwo(0), ofTwo(2));
    };
  return {
    ...basic,
    name,
    type,
    count,
    bytes: 16 / count,
    const: (...lanes: number[]): Vector => vectorConstant(new Numbers(lanes)),
    load: v128.load,
    /** One number, in all lanes. */
    loadSplat: load("v128", simd(9 + isDouble)),
    /** One number, in the first lane; the others are 0. */
    loadFirst: load("v128", simd(92 + isDouble)),
    /** a, with one number from memory in a lane. */
    loadLane: (a: Vector, lane: number, at: Operand<"i32">, offset = 0): Vector =>
      operation("v128", simd(86 + isDouble), [valueOf("i32", at), a], [...memoryAt(offset), lane]),
    ...named("eq ne lt gt le ge", 65 + 6 * isDouble, binary),
    ...named("ceil floor trunc nearest", roundings, unary),
    ...named("abs neg sqrt", [abs, abs + 1, abs + 3], unary),
    /**
     * `min`, `max`: NaN where either is. `pmin`, `pmax`: b where b < a (b > a), else a: so NaN where a is.
     */
    ...arithmetic,
    /** a·b + c, in one rounding where the module is relaxed. */
    multiplyAdd: relaxable(fused, (a, b, c) => arithmetic.add(arithmetic.mul(a, b), c)),
    /** c − a·b. */
    negativeMultiplyAdd: relaxable(fused + 1, (a, b, c) => arithmetic.sub(c, arithmetic.mul(a, b))),
    /** a where the mask is set, else b: all bits of a lane, or none. */
    select: (mask: Vector, a: Operand<"v128">, b: Operand<"v128">): Vector => choose(a, b, mask),
    any: v128.anyTrue,
    all: bits.allTrue,
    scalar,
    bits,
    sum: across(scalar.add),
    /** NaN where any lane is. */
    maximum: across(scalar.max),
  };
}

/** Four float32. */
export const f32x4 = {
  ...floatLanes("f32x4", "f32", Float32Array, f32, i32x4, [103, 104, 105, 106]),
  /** Of arrays of such numbers. */
  arrayType: Float32Array,
  mantissaBits: 23,
  exponentBias: 127,
  /** The mask of the lanes below count. */
  firstLanes: (count: Value<"i32">): Vector => i32x4.gtS(i32x4.splat(count), vectorConstant(Int32Array.of(0, 1, 2, 3))),
  fromI32x4: convert(250),
  /** Of two f64x2. */
  demote: (low: Vector, high: Vector): Vector =>
    v128.shuffle(convert(94)(low), convert(94)(high), [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]),
};

/** Two float64. */
export const f64x2 = {
  ...floatLanes("f64x2", "f64", Float64Array, f64, i64x2, [116, 117, 122, 148]),
  /** Of arrays of such numbers. */
  arrayType: Float64Array,
  mantissaBits: 52,
  exponentBias: 1023,
  /** The mask of the lanes below count. */
  firstLanes: (count: Value<"i32">): Vector =>
    i64x2.gtS(i64x2.splat(i64.extendS(count)), vectorConstant(BigInt64Array.of(0n, 1n))),
  /** The lower two lanes of an i32x4. */
  fromLowI32x4: convert(254),
  /** The lower two lanes of an f32x4. */
  promoteLow: convert(95),
  /** The upper two. */
  promoteHigh: (x: Local<"v128">): Vector =>
    convert(95)(v128.shuffle(x, x, [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7])),
};

/** A type of float lanes. Code that takes one as its argument is written once for both. */
export type Lanes = typeof f32x4 | typeof f64x2;
