import { describe, expect, it } from "vitest";
import {
  createMemory,
  f32,
  f32x4,
  f64,
  f64x2,
  type FunctionBuilder,
  i32,
  i32x4,
  i64,
  i64x2,
  ModuleBuilder,
  select,
  tee,
  v128,
  type Value,
  vectorConstant,
} from "@surprisal/kernels";

/** What a value is, by its bytes in memory. */
function evaluate(make: (f: FunctionBuilder) => Value, relaxed = false): DataView {
  const module = new ModuleBuilder({ relaxed, memory: {} });
  module.function("f", { parameters: [], export: true }, (f) => f.store(0, make(f)));
  const memory = createMemory({ minimum: 1 });
  new Uint8Array(memory.buffer).set([0xfe, 2, 3, 4, 5, 6, 7, 0x88, 9, 10, 11, 12, 13, 14, 15, 16], 64);
  module.instantiate(memory)["f"]!();
  return new DataView(memory.buffer);
}

const asI32 = (make: (f: FunctionBuilder) => Value<"i32">): number => evaluate(make).getInt32(0, true);
const asI64 = (make: () => Value<"i64">): bigint => evaluate(make).getBigInt64(0, true);
const asF32 = (make: (f: FunctionBuilder) => Value<"f32">): number => evaluate(make).getFloat32(0, true);
const asF64 = (make: (f: FunctionBuilder) => Value<"f64">): number => evaluate(make).getFloat64(0, true);
type Make = (f: FunctionBuilder) => Value<"v128">;
const asI32x4 = (make: Make): number[] => [...new Int32Array(evaluate(make).buffer, 0, 4)];
const asI64x2 = (make: Make): bigint[] => [...new BigInt64Array(evaluate(make).buffer, 0, 2)];
const asF32x4 = (make: Make, relaxed?: boolean): number[] => [
  ...new Float32Array(evaluate(make, relaxed).buffer, 0, 4),
];
const asF64x2 = (make: Make, relaxed?: boolean): number[] => [
  ...new Float64Array(evaluate(make, relaxed).buffer, 0, 2),
];

const integers = (...lanes: number[]): Value<"v128"> => vectorConstant(Int32Array.from(lanes));
const longs = (...lanes: bigint[]): Value<"v128"> => vectorConstant(BigInt64Array.from(lanes));

describe("integers", () => {
  it.each([
    ["add", 2 ** 31 - 1, 1, -(2 ** 31)],
    ["sub", 3, 5, -2],
    ["mul", 65537, 65537, 131073],
    ["divS", -7, 2, -3],
    ["divU", -2, 2, 2 ** 31 - 1],
    ["remS", -7, 2, -1],
    ["remU", -1, 10, 5],
    ["and", 12, 10, 8],
    ["or", 12, 10, 14],
    ["xor", 12, 10, 6],
    ["shl", 3, 33, 6],
    ["shrS", -8, 1, -4],
    ["shrU", -8, 1, 2 ** 31 - 4],
    ["eq", 4, 4, 1],
    ["ne", 4, 4, 0],
    ["ltS", -1, 1, 1],
    ["ltU", -1, 1, 0],
    ["gtS", -1, 1, 0],
    ["gtU", -1, 1, 1],
    ["leS", 1, 1, 1],
    ["leU", -1, 1, 0],
    ["geS", -1, 1, 0],
    ["geU", 1, 1, 1],
  ] as const)("%s %d %d is %d", (name, a, b, expected) => {
    expect(asI32(() => i32[name](a, b))).toBe(expected);
  });

  it.each([
    ["sub", 3, 5, -2n],
    ["divS", -7, 2, -3n],
    ["divU", -2, 2, 2n ** 63n - 1n],
    ["remS", -7, 2, -1n],
    ["remU", -1, 10, 5n],
    ["and", 12, 10, 8n],
    ["or", 12, 10, 14n],
    ["xor", 12, 10, 6n],
    ["shrS", -8, 1, -4n],
    ["shrU", -8, 1, 2n ** 63n - 4n],
  ] as const)("64 bits: %s %d %d is %d", (name, a, b, expected) => {
    expect(asI64(() => i64[name](a, b))).toBe(expected);
  });

  it.each([
    ["eq", 0],
    ["ne", 1],
    ["ltS", 1],
    ["ltU", 0],
    ["gtS", 0],
    ["gtU", 1],
    ["leS", 1],
    ["leU", 0],
    ["geS", 0],
    ["geU", 1],
  ] as const)("64 bits: -1 %s 1 is %d", (name, expected) => {
    expect(asI32(() => i64[name](-1, 1))).toBe(expected);
  });

  it("64 bits where 32 end", () => {
    expect(asI64(() => i64.add(2 ** 31 - 1, 1))).toBe(2n ** 31n);
    expect(asI64(() => i64.mul(65537, 65537))).toBe(65537n ** 2n);
    expect(asI64(() => i64.shl(3, 33))).toBe(3n << 33n);
    expect(asI64(() => i64.const(-(2n ** 63n)))).toBe(-(2n ** 63n));
    expect(asI64(() => i64.extendU(-1))).toBe(2n ** 32n - 1n);
    expect(asI32(() => i32.wrap(i64.const(2n ** 32n + 5n)))).toBe(5);
    expect(asI32(() => i64.eqz(0))).toBe(1);
    expect(asI32(() => i32.eqz(3))).toBe(0);
  });

  it("constants of every size of LEB128", () => {
    for (const x of [0, -1, 63, 64, -64, -65, 8191, 8192, -8193, 2 ** 31 - 1, -(2 ** 31)]) {
      expect(asI32(() => i32.const(x))).toBe(x);
      expect(asI64(() => i64.const(BigInt(x) * 65536n))).toBe(BigInt(x) * 65536n);
    }
  });

  it("loads, at an address and an offset", () => {
    expect(asI32(() => i32.load(64))).toBe(0x040302fe);
    expect(asI32(() => i32.load8S(60, 4))).toBe(-2);
    expect(asI32(() => i32.load8U(0, 64))).toBe(254);
    expect(asI32(() => i32.load16S(70))).toBe(-30713);
    expect(asI32(() => i32.load16U(70))).toBe(0x8807);
    expect(asI64(() => i64.load(64))).toBe(BigInt.asIntN(64, 0x88070605040302fen));
  });
});

describe("floats", () => {
  it.each([
    ["add", 1.5, 2, 3.5],
    ["sub", 1.5, 2, -0.5],
    ["mul", 1.5, 2, 3],
    ["div", 3, -0, -Infinity],
    ["min", -0, 0, -0],
    ["max", NaN, 1, NaN],
    ["copysign", 3, -0, -3],
  ] as const)("%s %d %d", (name, a, b, expected) => {
    expect(asF32(() => f32[name](a, b))).toBe(expected);
    expect(asF64(() => f64[name](a, b))).toBe(expected);
  });

  it.each([
    ["abs", -0.5, 0.5],
    ["neg", 0, -0],
    ["ceil", -0.5, -0],
    ["floor", -0.5, -1],
    ["trunc", -1.5, -1],
    ["nearest", 2.5, 2],
    ["sqrt", 2.25, 1.5],
  ] as const)("%s %d is %d, alone and in lanes", (name, x, expected) => {
    expect(asF32(() => f32[name](x))).toBe(expected);
    expect(asF64(() => f64[name](x))).toBe(expected);
    expect(asF32x4(() => f32x4[name](f32x4.const(x, 4, 9, 1)))[0]).toBe(expected);
    expect(asF64x2(() => f64x2[name](f64x2.const(4, x)))[1]).toBe(expected);
  });

  it("comparisons are false of NaN, but for ne", () => {
    for (const [name, less, equal] of [
      ["lt", 1, 0],
      ["le", 1, 1],
      ["gt", 0, 0],
      ["ge", 0, 1],
      ["eq", 0, 1],
      ["ne", 1, 0],
    ] as const) {
      const unordered = name === "ne" ? 1 : 0;
      expect([asI32(() => f32[name](1, 2)), asI32(() => f32[name](2, 2)), asI32(() => f32[name](NaN, 2))]).toEqual([
        less,
        equal,
        unordered,
      ]);
      expect([asI32(() => f64[name](1, 2)), asI32(() => f64[name](2, 2)), asI32(() => f64[name](NaN, 2))]).toEqual([
        less,
        equal,
        unordered,
      ]);
      expect(asI32x4(() => f32x4[name](f32x4.const(1, 2, NaN, 1), 2))).toEqual(
        [-less, -equal, -unordered, -less].map((x) => x + 0),
      );
      expect(asI64x2(() => f64x2[name](f64x2.const(2, NaN), 2))).toEqual([BigInt(-equal), BigInt(-unordered)]);
    }
  });

  it("conversions", () => {
    expect(asF64(() => f64.promote(f32.const(0.1)))).toBe(Math.fround(0.1));
    expect(asF32(() => f32.demote(f64.const(1e300)))).toBe(Infinity);
    expect(asF64(() => f64.fromI32S(-3))).toBe(-3);
    expect(asF64(() => f64.fromI32U(-1))).toBe(2 ** 32 - 1);
    expect(asF32(() => f32.fromI32S(-3))).toBe(-3);
    expect(asF32(() => f32.fromI32U(-1))).toBe(2 ** 32);
    expect(asI32(() => i32.truncSat(f64.const(-1e10)))).toBe(-(2 ** 31));
    expect(asI32(() => i32.truncSat(f32.const(NaN)))).toBe(0);
    expect(asI32(() => i32.reinterpret(f32.const(1)))).toBe(0x3f800000);
    expect(asI64(() => i64.reinterpret(f64.const(1)))).toBe(0x3ff0000000000000n);
    expect(asF32(() => f32.reinterpret(i32.const(0x40000000)))).toBe(2);
    expect(asF64(() => f64.reinterpret(i64.const(0x4000000000000000n)))).toBe(2);
    expect(asF32(() => f32.load(64, 1))).toBe(new Float32Array(Uint8Array.of(2, 3, 4, 5).buffer)[0]);
  });
});

describe("lanes", () => {
  it("pmin and pmax keep a first operand that is NaN, min and max any", () => {
    const [a, b] = [f64x2.const(NaN, 1), f64x2.const(1, NaN)];
    expect(asF64x2(() => f64x2.pmin(a, b))).toEqual([NaN, 1]);
    expect(asF64x2(() => f64x2.pmax(a, b))).toEqual([NaN, 1]);
    expect(asF64x2(() => f64x2.max(a, b))).toEqual([NaN, NaN]);
    expect(asF32x4(() => f32x4.pmax(f32x4.const(NaN, 1, 2, -5), -3))).toEqual([NaN, 1, 2, -3]);
    expect(asF32x4(() => f32x4.pmin(f32x4.const(NaN, 1, 2, -5), 1.5))).toEqual([NaN, 1, 1.5, -5]);
    expect(asF32x4(() => f32x4.min(f32x4.const(0, 1, 2, -5), f32x4.const(-0, NaN, 3, 4)))).toEqual([-0, NaN, 2, -5]);
  });

  it("a number of lanes is set", () => {
    for (let count = -1; count <= 5; count++) {
      expect(asI32x4(() => f32x4.firstLanes(i32.const(count)))).toEqual(
        [0, 1, 2, 3].map((lane) => (lane < count ? -1 : 0)),
      );
      expect(asI64x2(() => f64x2.firstLanes(i32.const(count)))).toEqual(
        [0, 1].map((lane) => (lane < count ? -1n : 0n)),
      );
    }
  });

  it("sums and maxima across", () => {
    expect(asF32((f) => f32x4.sum(f.local(f32x4.const(1, 2, 4, 8))))).toBe(15);
    expect(asF32((f) => f32x4.maximum(f.local(f32x4.const(1, -2, 4, 3))))).toBe(4);
    expect(asF32((f) => f32x4.maximum(f.local(f32x4.const(1, -2, 4, NaN))))).toBe(NaN);
    expect(asF64((f) => f64x2.sum(f.local(f64x2.const(1, 2))))).toBe(3);
    expect(asF64((f) => f64x2.maximum(f.local(f64x2.const(NaN, 2))))).toBe(NaN);
  });

  it("single lanes", () => {
    expect(asF32(() => f32x4.extract(f32x4.const(1, 2, 3, 4), 2))).toBe(3);
    expect(asF64(() => f64x2.extract(f64x2.const(1, 2), 1))).toBe(2);
    expect(asF32x4(() => f32x4.replace(f32x4.splat(f32.const(1)), 3, 7))).toEqual([1, 1, 1, 7]);
    expect(asF64x2(() => f64x2.replace(f64x2.splat(f64.const(1)), 0, 7))).toEqual([7, 1]);
    expect(asI32(() => i32x4.extract(integers(1, 2, 3, 4), 3))).toBe(4);
    expect(asI64(() => i64x2.extract(longs(1n, -2n), 1))).toBe(-2n);
    expect(asI32x4(() => i32x4.replace(i32x4.splat(i32.const(1)), 1, 9))).toEqual([1, 9, 1, 1]);
    expect(asI64x2(() => i64x2.replace(i64x2.splat(i64.const(1)), 1, 9))).toEqual([1n, 9n]);
  });

  it("loads", () => {
    const bytes = [0xfe, 2, 3, 4, 5, 6, 7, 0x88, 9, 10, 11, 12, 13, 14, 15, 16];
    const first = new Int32Array(Uint8Array.from(bytes).buffer);
    expect(asI32x4(() => v128.load(64))).toEqual([...first]);
    expect(asI32x4(() => f32x4.loadSplat(60, 4))).toEqual(Array.from({ length: 4 }, () => first[0]));
    expect(asI32x4(() => f32x4.loadFirst(64))).toEqual([first[0], 0, 0, 0]);
    expect(asI32x4(() => f64x2.loadSplat(64))).toEqual([first[0], first[1], first[0], first[1]]);
    expect(asI32x4(() => f64x2.loadFirst(64))).toEqual([first[0], first[1], 0, 0]);
    expect(asI32x4(() => f32x4.loadLane(integers(1, 2, 3, 4), 2, 60, 4))).toEqual([1, 2, first[0], 4]);
    expect(asI32x4(() => f64x2.loadLane(integers(1, 2, 3, 4), 1, 64))).toEqual([1, 2, first[0], first[1]]);
  });

  it("from one type to another", () => {
    const x = f32x4.const(1.5, -2, NaN, 1e10);
    expect(asF64x2((f) => f64x2.promoteLow(f.local(x)))).toEqual([1.5, -2]);
    expect(asF64x2((f) => f64x2.promoteHigh(f.local(x)))).toEqual([NaN, 1e10]);
    expect(asF32x4(() => f32x4.demote(f64x2.const(1, 2), f64x2.const(0.1, 1e300)))).toEqual([
      1,
      2,
      Math.fround(0.1),
      Infinity,
    ]);
    expect(asI32x4(() => i32x4.truncSatF32x4(x))).toEqual([1, -2, 0, 2 ** 31 - 1]);
    expect(asI32x4(() => i32x4.truncSatF64x2(f64x2.const(-1.5, 3)))).toEqual([-1, 3, 0, 0]);
    expect(asF32x4(() => f32x4.fromI32x4(integers(1, -2, 3, 4)))).toEqual([1, -2, 3, 4]);
    expect(asF64x2(() => f64x2.fromLowI32x4(integers(1, -2, 3, 4)))).toEqual([1, -2]);
    expect(asI64x2(() => i64x2.extendLowS(integers(1, -2, 3, 4)))).toEqual([1n, -2n]);
    expect(asI64x2(() => i64x2.extendLowU(integers(1, -2, 3, 4)))).toEqual([1n, 2n ** 32n - 2n]);
  });

  it("bits", () => {
    const [a, b] = [integers(12, -1, 0, 5), integers(10, 6, 7, 5)];
    expect(asI32x4(() => v128.and(a, b))).toEqual([8, 6, 0, 5]);
    expect(asI32x4(() => v128.or(a, b))).toEqual([14, -1, 7, 5]);
    expect(asI32x4(() => v128.xor(a, b))).toEqual([6, -7, 7, 0]);
    expect(asI32x4(() => v128.andnot(a, b))).toEqual([4, -7, 0, 0]);
    expect(asI32x4(() => v128.not(a))).toEqual([-13, 0, -1, -6]);
    expect(asI32x4(() => v128.bitselect(a, b, integers(-1, 0, 3, 0)))).toEqual([12, 6, 4, 5]);
    expect(asI32x4(() => v128.shuffle(a, b, [4, 5, 6, 7, 16, 17, 18, 19, 0, 1, 2, 3, 28, 29, 30, 31]))).toEqual([
      -1, 10, 12, 5,
    ]);
    expect(asI32(() => v128.anyTrue(integers(0, 0, 4, 0)))).toBe(1);
    expect(asI32(() => v128.anyTrue(integers(0, 0, 0, 0)))).toBe(0);
    expect(asI32(() => f32x4.all(a))).toBe(0);
    expect(asI32(() => f32x4.all(b))).toBe(1);
    expect(asI32(() => i32x4.bitmask(a))).toBe(2);
    expect(asF32x4(() => f32x4.select(f32x4.firstLanes(i32.const(2)), 1, 2))).toEqual([1, 1, 2, 2]);
  });

  it("integers in lanes", () => {
    const a = integers(1, -2, 2 ** 31 - 1, 8);
    expect(asI32x4(() => i32x4.add(a, 1))).toEqual([2, -1, -(2 ** 31), 9]);
    expect(asI32x4(() => i32x4.sub(a, 1))).toEqual([0, -3, 2 ** 31 - 2, 7]);
    expect(asI32x4(() => i32x4.mul(a, 3))).toEqual([3, -6, 2 ** 31 - 3, 24]);
    expect(asI32x4(() => i32x4.abs(a))).toEqual([1, 2, 2 ** 31 - 1, 8]);
    expect(asI32x4(() => i32x4.neg(a))).toEqual([-1, 2, -(2 ** 31) + 1, -8]);
    expect(asI32x4(() => i32x4.shl(a, 1))).toEqual([2, -4, -2, 16]);
    expect(asI32x4(() => i32x4.shrS(a, 1))).toEqual([0, -1, 2 ** 30 - 1, 4]);
    expect(asI32x4(() => i32x4.shrU(a, 1))).toEqual([0, 2 ** 31 - 1, 2 ** 30 - 1, 4]);
    for (const [name, expected] of [
      ["eq", [0, 0, 0, -1]],
      ["ne", [-1, -1, -1, 0]],
      ["ltS", [-1, -1, 0, 0]],
      ["gtS", [0, 0, -1, 0]],
      ["leS", [-1, -1, 0, -1]],
      ["geS", [0, 0, -1, -1]],
    ] as const) {
      expect(asI32x4(() => i32x4[name](a, 8))).toEqual(expected);
      expect(asI64x2(() => i64x2[name](longs(BigInt(2 ** 40), 8n), 8))).toEqual([
        BigInt(expected[2]),
        BigInt(expected[3]),
      ]);
    }
    expect(asI64x2(() => i64x2.add(longs(2n ** 40n, -1n), 2 ** 40))).toEqual([2n ** 41n, 2n ** 40n - 1n]);
    expect(asI64x2(() => i64x2.sub(longs(1n, -1n), 2))).toEqual([-1n, -3n]);
    expect(asI64x2(() => i64x2.mul(longs(2n ** 33n, -1n), 5))).toEqual([5n * 2n ** 33n, -5n]);
    expect(asI64x2(() => i64x2.abs(longs(1n, -1n)))).toEqual([1n, 1n]);
    expect(asI64x2(() => i64x2.neg(longs(1n, -1n)))).toEqual([-1n, 1n]);
    expect(asI64x2(() => i64x2.shl(longs(1n, -1n), 40))).toEqual([2n ** 40n, -(2n ** 40n)]);
    expect(asI64x2(() => i64x2.shrS(longs(16n, -16n), 2))).toEqual([4n, -4n]);
    expect(asI64x2(() => i64x2.shrU(longs(16n, -16n), 2))).toEqual([4n, 2n ** 62n - 4n]);
    expect(asI32(() => i64x2.allTrue(longs(1n, 0n)))).toBe(0);
    expect(asI32(() => i64x2.bitmask(longs(1n, -1n)))).toBe(2);
  });

  it("products and sums have two roundings, and may have one where relaxed", () => {
    // (1 + 2⁻³⁰)² − 1 − 2⁻²⁹ is 2⁻⁶⁰, which the rounding of the product takes away.
    const x = 1 + 2 ** -30;
    const rest = -1 - 2 ** -29;
    expect(asF64x2(() => f64x2.multiplyAdd(x, x, rest))).toEqual([0, 0]);
    expect(asF64x2(() => f64x2.negativeMultiplyAdd(x, x, -rest))).toEqual([0, 0]);
    for (const lane of asF64x2(() => f64x2.multiplyAdd(x, x, rest), true)) expect([0, 2 ** -60]).toContain(lane);
    expect(asF64x2(() => f64x2.multiplyAdd(2, 3, 4), true)).toEqual([10, 10]);
    expect(asF64x2(() => f64x2.negativeMultiplyAdd(2, 3, 4), true)).toEqual([-2, -2]);
    expect(asF32x4(() => f32x4.multiplyAdd(2, 3, 4), true)).toEqual([10, 10, 10, 10]);
    expect(asF32x4(() => f32x4.negativeMultiplyAdd(2, 3, 4), true)).toEqual([-2, -2, -2, -2]);
  });
});

it("select and tee", () => {
  expect(asI32(() => select(1, i32.const(5), i32.const(6)))).toBe(5);
  expect(asF64x2(() => select(0, f64x2.splat(5), f64x2.splat(6)))).toEqual([6, 6]);
  expect(
    asI32((f) => {
      const x = f.local("i32");
      return i32.add(tee(x, i32.const(20)), i32.add(x, 2));
    }),
  ).toBe(42);
});
