import { describe, expect, it } from "vitest";
import { dot, norm, startThreads, stopThreads, sum } from "@surprisal/kernels";
import { everywhere, type FloatArray, type Floats, lengths, someNumbers, types } from "./places.ts";

/** In integers: numbers as multiples of 2⁻¹⁰⁰. */
function exactSum(numbers: readonly number[]): number {
  const scaled = (x: number): bigint => {
    let [mantissa, shift] = [x, 0n];
    for (; !Number.isInteger(mantissa); mantissa *= 2) shift++;
    return BigInt(mantissa) * 2n ** (200n - shift);
  };
  return Number(numbers.reduce((total, each) => total + scaled(each), 0n)) / 2 ** 200;
}

const sizes = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + Math.abs(each), 0);

describe.each(types)("sum and dot, %o", (Type: FloatArray) => {
  it("are right to the last digits for every length, with the same bits wherever the array lies", () => {
    for (const length of lengths) {
      const [x, y] = [someNumbers(Type, length), someNumbers(Type, length, 1.7)];
      const products = Array.from(x, (each, i) => each * (y[i] as number));
      const [ofX, ofBoth] = [sum(x), dot(x, y)];
      expect(Math.abs(ofX - exactSum([...x]))).toBeLessThanOrEqual(4e-16 * sizes([...x]));
      expect(Math.abs(ofBoth - exactSum(products))).toBeLessThanOrEqual(4e-16 * sizes(products));
      for (const { array, free } of everywhere(x)) {
        expect(sum(array)).toBe(ofX);
        for (const other of everywhere(y)) {
          expect(dot(array, other.array)).toBe(ofBoth);
          other.free();
        }
        free();
      }
    }
  });

  it("are NaN and infinite where a number is, in every place", () => {
    for (const length of [1, 3, 17, 67, 4099]) {
      for (const place of new Set([0, length >> 1, length - 1])) {
        const withOne = (special: number): Floats => new Type(length).map((_, i) => (i === place ? special : 1));
        const ones = new Type(length).fill(1);
        expect(sum(withOne(NaN))).toBeNaN();
        expect(dot(ones, withOne(NaN))).toBeNaN();
        expect(norm(withOne(NaN))).toBeNaN();
        expect(sum(withOne(-Infinity))).toBe(-Infinity);
        expect(norm(withOne(-Infinity))).toBe(Infinity);
      }
    }
  });

  it("have the same bits on several threads", async () => {
    const array = everywhere(someNumbers(Type, 300_001))[2]?.array as Floats;
    const one = [sum(array), dot(array, array), norm(array)];
    try {
      for (const count of [2, 3, 8]) {
        await startThreads(count);
        expect([sum(array), dot(array, array), norm(array)]).toEqual(one);
      }
    } finally {
      await stopThreads();
    }
  });
});

describe("sum", () => {
  it("of ten million float32 keeps the digits that a float32 total loses", () => {
    const x = new Float32Array(1e7).fill(0.1);
    expect(sum(x) / (1e7 * Math.fround(0.1))).toBeCloseTo(1, 12);
  });

  it("refuses what is no array of floats", () => {
    expect(() => sum([1, 2] as unknown as Float32Array)).toThrow(
      new TypeError("sum: x is object, expected a Float32Array or a Float64Array"),
    );
  });
});

describe("norm", () => {
  it("is right where squares overflow or vanish", () => {
    expect(norm(Float64Array.of(3e300, -4e300))).toBeCloseTo(5e300, -290);
    expect(norm(Float64Array.of(3e-200, 4e-200)) / 5e-200).toBeCloseTo(1, 14);
    expect(norm(Float64Array.of(5e-324))).toBe(5e-324);
    expect(norm(Float32Array.of(3e38, 0)) / Math.fround(3e38)).toBeCloseTo(1, 14);
    expect([norm(new Float64Array(0)), norm(new Float64Array(3))]).toEqual([0, 0]);
  });
});
