import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MatrixProduct, multiplyMatrices } from "@surprisal/kernels";

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

/** Numbers from −1 to 1 that look drawn. */
const scattered = (start: number) => (_: unknown, i: number) => (((i + start) * 0.6180339887498949) % 1) * 2 - 1;

function check(type: Float32ArrayConstructor | Float64ArrayConstructor, product: MatrixProduct): void {
  const { rows, inner, columns } = product;
  const make = (length: number, start: number): Floats => new type(Array.from({ length }, scattered(start)));
  const [a, b, c] = [make(rows * inner, 1), make(inner * columns, 5), make(rows * columns, 9)];
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
      fc.property(product, (each) => check(type, each)),
      { numRuns: 40 },
    );
  });

  it("over several blocks of rows, of sums, and several panels", () => {
    check(type, { rows: 200, inner: 530, columns: 20 });
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

it("says which array does not fit", () => {
  const four = new Float32Array(4);
  const product = { rows: 2, inner: 2, columns: 2 };
  expect(() => multiplyMatrices(four, new Float32Array(3), four, product)).toThrow(
    new RangeError("multiplyMatrices: b has 3 numbers, expected 4"),
  );
  expect(() => multiplyMatrices(four, four, new Float32Array(5), product)).toThrow("c has 5 numbers");
  expect(() => multiplyMatrices(four.subarray(1), four, four, product)).toThrow("a has 3 numbers");
  expect(() => multiplyMatrices<Float32Array | Float64Array>(four, new Float64Array(4), four, product)).toThrow(
    new TypeError("multiplyMatrices: a, b and c are of several types, expected all Float32Array or all Float64Array"),
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
