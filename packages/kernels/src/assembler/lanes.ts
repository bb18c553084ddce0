import { address, f32, f64, i64, memoryAt, scalar } from "./scalars.ts";
import { type Local, MultiplyAdd, Operation, type Operand, type Value } from "./value.ts";
import {
  i32x4,
  i64x2,
  loadVector,
  scalarFrom,
  splatConstant,
  v128,
  vector,
  vectorConstant,
  vectorFrom,
} from "./vectors.ts";

type Vector = Value<"v128">;
type Unary = (a: Operand<"v128">) => Vector;
type Binary = (a: Operand<"v128">, b: Operand<"v128">) => Vector;
type Ternary = (a: Operand<"v128">, b: Operand<"v128">, c: Operand<"v128">) => Vector;

/** What the two float types of lanes differ in. */
interface Kind<T extends "f32" | "f64"> {
  readonly name: "f32x4" | "f64x2";
  readonly type: T;
  readonly pack: (lanes: readonly number[]) => ArrayBufferView;
  readonly splat: number;
  readonly extract: number;
  readonly loadSplat: number;
  readonly loadFirst: number;
  readonly loadLane: number;
  readonly compares: number;
  /** Of ceil, floor, trunc, nearest. */
  readonly roundings: readonly [number, number, number, number];
  /** Of abs; the rest of arithmetic follows in order. */
  readonly abs: number;
  readonly fused: number;
}

function floatLanes<T extends "f32" | "f64">(kind: Kind<T>) {
  const { name, type, abs, compares, roundings, extract } = kind;
  const count = type === "f32" ? 4 : 2;
  const constant = (...lanes: number[]): Vector => vectorConstant(kind.pack(lanes));
  const operand = (x: Operand<"v128">): Vector =>
    typeof x === "number" ? splatConstant(name, x, (lane) => kind.pack(Array.from({ length: count }, () => lane))) : x;
  const unary =
    (opcode: number): Unary =>
    (a) =>
      vector(opcode, [operand(a)]);
  const binary =
    (opcode: number): Binary =>
    (a, b) =>
      vector(opcode, [operand(a), operand(b)]);
  const [add, sub, mul] = [binary(abs + 4), binary(abs + 5), binary(abs + 6)];
  const fuse =
    (opcode: number, plain: Ternary): Ternary =>
    (a, b, c) =>
      new MultiplyAdd(0xfd0000 + opcode, plain, [operand(a), operand(b), operand(c)]);
  return {
    name,
    type,
    count,
    bytes: 16 / count,
    const: constant,
    splat: (x: Operand<T>): Vector => (typeof x === "number" ? operand(x) : vectorFrom(kind.splat, x)),
    load: v128.load,
    /** One number, in all lanes. */
    loadSplat: loadVector(kind.loadSplat),
    /** One number, in the first lane; the others are 0. */
    loadFirst: loadVector(kind.loadFirst),
    /** a, with one number from memory in a lane. */
    loadLane: (a: Vector, lane: number, at: Operand<"i32">, offset = 0): Vector =>
      new Operation("v128", 0xfd0000 + kind.loadLane, [address(at), a], [...memoryAt(offset), lane]),
    extract: (a: Vector, lane: number): Value<T> => scalarFrom(type, extract, [a], [lane]),
    replace: (a: Vector, lane: number, x: Operand<T>): Vector =>
      new Operation("v128", 0xfd0000 + extract + 1, [a, scalar<"f32" | "f64">(type, x)], [lane]),
    eq: binary(compares),
    ne: binary(compares + 1),
    lt: binary(compares + 2),
    gt: binary(compares + 3),
    le: binary(compares + 4),
    ge: binary(compares + 5),
    ceil: unary(roundings[0]),
    floor: unary(roundings[1]),
    trunc: unary(roundings[2]),
    nearest: unary(roundings[3]),
    abs: unary(abs),
    neg: unary(abs + 1),
    sqrt: unary(abs + 3),
    add,
    sub,
    mul,
    div: binary(abs + 7),
    /** NaN where either is. */
    min: binary(abs + 8),
    max: binary(abs + 9),
    /** b where b < a, else a: so NaN where a is. */
    pmin: binary(abs + 10),
    pmax: binary(abs + 11),
    /** a·b + c, in one rounding where the module is relaxed. */
    multiplyAdd: fuse(kind.fused, (a, b, c) => add(mul(a, b), c)),
    /** c − a·b. */
    negativeMultiplyAdd: fuse(kind.fused + 1, (a, b, c) => sub(c, mul(a, b))),
    /** a where the mask is set, else b. */
    select: (mask: Vector, a: Operand<"v128">, b: Operand<"v128">): Vector =>
      v128.bitselect(operand(a), operand(b), mask),
    any: v128.anyTrue,
  };
}

const single = floatLanes({
  name: "f32x4",
  type: "f32",
  pack: (lanes) => Float32Array.from(lanes),
  splat: 19,
  extract: 31,
  loadSplat: 9,
  loadFirst: 92,
  loadLane: 86,
  compares: 65,
  roundings: [103, 104, 105, 106],
  abs: 224,
  fused: 0x105,
});

const double = floatLanes({
  name: "f64x2",
  type: "f64",
  pack: (lanes) => Float64Array.from(lanes),
  splat: 20,
  extract: 33,
  loadSplat: 10,
  loadFirst: 93,
  loadLane: 87,
  compares: 71,
  roundings: [116, 117, 122, 148],
  abs: 236,
  fused: 0x107,
});

/** Four float32. */
export const f32x4 = {
  ...single,
  scalar: f32,
  bits: i32x4,
  mantissaBits: 23,
  exponentBias: 127,
  all: i32x4.allTrue,
  /** The mask of the lanes below count. */
  firstLanes: (count: Value<"i32">): Vector => i32x4.gtS(i32x4.splat(count), vectorConstant(Int32Array.of(0, 1, 2, 3))),
  sum: (x: Local<"v128">): Value<"f32"> =>
    f32.add(f32.add(single.extract(x, 0), single.extract(x, 1)), f32.add(single.extract(x, 2), single.extract(x, 3))),
  /** NaN where any lane is. */
  maximum: (x: Local<"v128">): Value<"f32"> =>
    f32.max(f32.max(single.extract(x, 0), single.extract(x, 1)), f32.max(single.extract(x, 2), single.extract(x, 3))),
  fromI32x4: (x: Vector): Vector => vector(250, [x]),
  /** Of two f64x2. */
  demote: (low: Vector, high: Vector): Vector =>
    v128.shuffle(vector(94, [low]), vector(94, [high]), [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]),
};

/** Two float64. */
export const f64x2 = {
  ...double,
  scalar: f64,
  bits: i64x2,
  mantissaBits: 52,
  exponentBias: 1023,
  all: i64x2.allTrue,
  /** The mask of the lanes below count. */
  firstLanes: (count: Value<"i32">): Vector =>
    i64x2.gtS(i64x2.splat(i64.extendS(count)), vectorConstant(BigInt64Array.of(0n, 1n))),
  sum: (x: Local<"v128">): Value<"f64"> => f64.add(double.extract(x, 0), double.extract(x, 1)),
  /** NaN where any lane is. */
  maximum: (x: Local<"v128">): Value<"f64"> => f64.max(double.extract(x, 0), double.extract(x, 1)),
  /** The lower two lanes of an i32x4. */
  fromLowI32x4: (x: Vector): Vector => vector(254, [x]),
  /** The lower two lanes of an f32x4. */
  promoteLow: (x: Vector): Vector => vector(95, [x]),
  /** The upper two. */
  promoteHigh: (x: Local<"v128">): Vector =>
    vector(95, [v128.shuffle(x, x, [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7])]),
};

/** A type of float lanes. Code that takes one as its argument is written once for both. */
export type Lanes = typeof f32x4 | typeof f64x2;
