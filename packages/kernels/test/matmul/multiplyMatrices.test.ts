import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ArrayType, f32x4, f64x2, type MatrixProduct, multiplyMatrices } from "@surprisal/kernels";
import { inKernelMemory, scattered } from "../inKernelMemory.ts";
import { matrixMultiplier } from "../../src/matmul/matrixMultiplier.ts";

type Floats = Float32Array | Float64Array;

/** Sums in float64, and of the sizes of their terms. */
function byDefinition(a: Floats, b: Floats, c: Floats, product: MatrixProduct): { value: number; size: number }[] {
  const { rows, inner, columns, transposeA, transposeB, accumulate } = product;
  return Array.from(c, (before, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    let [value, size] = accumulate === true ? [before, Math.abs(before)] : [0, 0];
    for (let l = 0; l < inner; l++) {
      const left = a[transposeA === true ? l * rows + row : row * inner + l] as number;
      const right = b[transposeB === true ? column * inner + l : l * columns + column] as number;
      value += left * right;
      size += Math.abs(left * right);
    }
    return { value, size };
  });
}

type Type = Float32ArrayConstructor | Float64ArrayConstructor;

/** `places`: bit by bit, which of a, b and c lie in the kernels' memory. */
function check(type: Type, product: MatrixProduct, places = 0): void {
  const { rows, inner, columns } = product;
  const make = (length: number, start: number, bit: number): Floats => {
    const numbers = new type(Array.from({ length }, scattered(start)));
    return (places & bit) === 0 ? numbers : inKernelMemory(numbers);
  };
  const [a, b, c] = [make(rows * inner, 1, 1), make(inner * columns, 5, 2), make(rows * columns, 9, 4)];
  const expected = byDefinition(a, b, c, product);
  multiplyMatrices<Floats>(a, b, c, product);
  const unit = type === Float32Array ? 2 ** -24 : 2 ** -53;
  for (const [i, { value, size }] of expected.entries()) {
    // The bound of any order of summation, of which float64 itself has a small part.
    const bound = (inner + 2) * unit * size * 1.001;
    expect(Math.abs((c[i] as number) - value), `c[${i}] is ${c[i]}, expected ${value}`).toBeLessThanOrEqual(bound);
  }
}

describe.each([Float32Array, Float64Array])("%o", (type) => {
  it("equals its definition, whatever the shape and the transposes", () => {
    const product = fc.record({
      rows: fc.integer({ min: 0, max: 120 }),
      inner: fc.integer({ min: 0, max: 70 }),
      columns: fc.integer({ min: 0, max: 67 }),
      transposeA: fc.boolean(),
      transposeB: fc.boolean(),
      accumulate: fc.boolean(),
      deterministic: fc.boolean(),
    });
    fc.assert(
      fc.property(product, fc.integer({ min: 0, max: 7 }), (each, places) => check(type, each, places)),
      { numRuns: 60 },
    );
  });

  it("leaves what lies around the result", () => {
    for (const transposeB of [false, true]) {
      const c = inKernelMemory(new type(5 * 9));
      const Numbers: ArrayType<Floats> = type;
      const around = new Numbers(c.buffer, c.byteOffset - 3 * c.BYTES_PER_ELEMENT, 51);
      const before = [...around];
      const [a, b] = [inKernelMemory(new type(5 * 4).fill(1)), inKernelMemory(new type(4 * 9).fill(1))];
      multiplyMatrices<Floats>(a, b, c, { rows: 5, inner: 4, columns: 9, transposeB });
      expect([...c]).toEqual(Array.from(c, () => 4));
      expect([...around.subarray(0, 3)]).toEqual(before.slice(0, 3));
      expect([...around.subarray(48)]).toEqual(before.slice(48));
    }
  });

  it("has the same bits whatever the tile, the transposes and the place", () => {
    const [rows, inner, columns] = [53, 1050, 45];
    const [a, b] = [
      new type(Array.from({ length: rows * inner }, scattered(1))),
      new type(Array.from({ length: inner * columns }, scattered(2))),
    ];
    const turn = (from: Floats, height: number, width: number): Floats =>
      from.map((_, i) => from[(i % height) * width + Math.floor(i / height)] as number);
    const lanes = type === Float32Array ? f32x4 : f64x2;
    const results = ([4, 6] as const).flatMap((height) => {
      const multiplier = matrixMultiplier(lanes, false, [height]);
      return [false, true].flatMap((transposeA) =>
        [false, true].flatMap((transposeB) =>
          [(x: Floats) => x, inKernelMemory].map((place) => {
            const c = place(new type(rows * columns).fill(0.5));
            const left = place(transposeA ? turn(a, rows, inner) : a);
            const right = place(transposeB ? turn(b, inner, columns) : b);
            multiplier(left, right, c, { rows, inner, columns, transposeA, transposeB, accumulate: true });
            return [...c];
          }),
        ),
      );
    });
    for (const each of results) expect(each).toEqual(results[0]);
  });

  it("over several blocks of rows, of sums, and several panels", () => {
    for (const places of [0, 7]) check(type, { rows: 200, inner: 530, columns: 20 }, places);
    check(type, { rows: 20, inner: 530, columns: 400, transposeB: true }, 7);
    check(type, { rows: 20, inner: 530, columns: 400, transposeB: true, transposeA: true });
    check(type, { rows: 3, inner: 2060, columns: 9, accumulate: true });
    check(type, { rows: 2, inner: 30, columns: 1030, transposeA: true });
    check(type, { rows: 2, inner: 30, columns: 1030, transposeB: true });
    check(type, { rows: 700, inner: 1000, columns: 2, transposeA: true });
  });

  it("one row and one column of every length", () => {
    for (let length = 0; length <= 67; length++) {
      check(type, { rows: 1, inner: 3, columns: length });
      check(type, { rows: length, inner: 3, columns: 1 });
      check(type, { rows: 1, inner: length, columns: 1 });
    }
  });

  it("NaN and Infinity stay in their rows and columns, and leave nothing behind", () => {
    const a = type.of(NaN, 1, 2, 3);
    const b = type.of(1, Infinity, 1, 1);
    const c = new type(4);
    multiplyMatrices<Floats>(a, b, c, { rows: 2, inner: 2, columns: 2 });
    expect([...c]).toEqual([NaN, NaN, 5, Infinity]);
    multiplyMatrices<Floats>(type.of(1, 2), type.of(3, 4), c.subarray(0, 1), { rows: 1, inner: 2, columns: 1 });
    expect(c[0]).toBe(11);
  });

  it("takes parts of arrays", () => {
    const whole = new type(Array.from({ length: 12 }, (_, i) => i));
    const c = new type(3).fill(-1);
    multiplyMatrices<Floats>(whole.subarray(2, 4), whole.subarray(10, 12), c.subarray(1, 2), {
      rows: 1,
      inner: 2,
      columns: 1,
    });
    expect([...c]).toEqual([-1, 2 * 10 + 3 * 11, -1]);
  });
});

it("takes parts of larger matrices", () => {
  const [a, b] = [Float64Array.of(1, 2, -1, 3, 4), Float64Array.of(5, -1, 6)];
  const c = Float64Array.of(0, 7, 7, 0, 7);
  const product = { rows: 2, inner: 2, columns: 1, strideA: 3, strideB: 2, strideC: 3 };
  multiplyMatrices(a, b, c, product);
  expect([...c]).toEqual([17, 7, 7, 39, 7]);
  multiplyMatrices(new Float64Array(), new Float64Array(), c, { ...product, inner: 0, strideA: 0 });
  expect([...c]).toEqual([0, 7, 7, 0, 7]);
  expect(() => multiplyMatrices(a.subarray(1), b, c, product)).toThrow("a has 4 numbers, expected 5 or more");
  expect(() => multiplyMatrices(a, b, c, { ...product, strideA: 1 })).toThrow(
    "multiplyMatrices: strideA is 1, expected a whole number from 2",
  );
});

it("says which array does not fit", () => {
  const four = new Float32Array(4);
  const product = { rows: 2, inner: 2, columns: 2 };
  expect(() => multiplyMatrices(four, new Float32Array(3), four, product)).toThrow(
    new RangeError("multiplyMatrices: b has 3 numbers, expected 4"),
  );
  expect(() => multiplyMatrices(four, four, new Float32Array(5), product)).toThrow("c has 5 numbers");
  expect(() => multiplyMatrices(four.subarray(1), four, four, product)).toThrow("a has 3 numbers");
  expect(() => multiplyMatrices<Float32Array | Float64Array>(four, new Float64Array(4), four, product)).toThrow(
    new TypeError("multiplyMatrices: b is a Float64Array, expected a Float32Array as a"),
  );
});

it("refuses an option that it does not know", () => {
  const one = Float32Array.of(1);
  const misspelt = { rows: 1, inner: 1, columns: 1, transB: true };
  expect(() => multiplyMatrices(one, one, one, misspelt)).toThrow(
    "multiplyMatrices: unknown option transB, expected rows, inner, columns, transposeA",
  );
});

it("is the same bit for bit each time, and in parts of rows", () => {
  const a = Float32Array.from({ length: 100 * 300 }, scattered(3));
  const b = Float32Array.from({ length: 300 * 40 }, scattered(4));
  const [whole, parts] = [new Float32Array(100 * 40), new Float32Array(100 * 40)];
  multiplyMatrices(a, b, whole, { rows: 100, inner: 300, columns: 40 });
  for (let row = 0; row < 100; row += 7) {
    const rows = Math.min(7, 100 - row);
    const part = parts.subarray(row * 40, (row + rows) * 40);
    multiplyMatrices(a.subarray(row * 300, (row + rows) * 300), b, part, { rows, inner: 300, columns: 40 });
  }
  expect(parts).toEqual(whole);
});
