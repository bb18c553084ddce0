import { afterEach, describe, expect, it, vi } from "vitest";
import { cholesky, solveTriangular, supports } from "@surprisal/kernels";
import { inKernelMemory, scattered } from "../inKernelMemory.ts";

type Floats = Float32Array | Float64Array;

afterEach(() => vi.restoreAllMocks());

/** X·Xᵀ + I, row by row, NaN above the diagonal and between the rows. */
function positiveDefinite(size: number, stride: number): Float64Array {
  const x = Array.from({ length: size }, (_, i) => Array.from({ length: size + 2 }, scattered(31 * i + 1)));
  const a = new Float64Array(size === 0 ? 0 : (size - 1) * stride + size).fill(NaN);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++)
      a[i * stride + j] = (x[i] ?? []).reduce((sum, each, k) => sum + each * (x[j]?.[k] ?? 0), i === j ? 1 : 0);
  }
  return a;
}

describe.each([Float32Array, Float64Array])("%o", (type) => {
  const unit = type === Float32Array ? 2 ** -24 : 2 ** -53;

  /** L·Lᵀ must be A up to the bound for backward errors, and the solution of A·x = b solve it. */
  function check(size: number, stride: number, place: (x: Floats) => Floats, deterministic = false): void {
    const a = new type(positiveDefinite(size, stride));
    const l = place(a.slice());
    cholesky(l, { size, stride, deterministic });
    const at = (matrix: Floats, i: number, j: number): number => matrix[i * stride + j] as number;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < stride && i * stride + j < a.length; j++) {
        if (j > i) {
          expect(at(l, i, j)).toBeNaN();
          continue;
        }
        let sum = 0;
        for (let k = 0; k <= j; k++) sum += at(l, i, k) * at(l, j, k);
        const bound = (size + 3) * unit * Math.sqrt(at(a, i, i) * at(a, j, j));
        expect(Math.abs(sum - at(a, i, j)), `(${i}, ${j})`).toBeLessThanOrEqual(bound);
      }
    }
    const count = 1 + (size % 3);
    const b = new type(Array.from({ length: size * count }, scattered(5)));
    const x = place(b.slice());
    solveTriangular<Floats>(l, x, { size, stride, count, deterministic });
    solveTriangular<Floats>(l, x, { size, stride, count, transpose: true, deterministic });
    for (let each = 0; each < count; each++) {
      for (let i = 0; i < size; i++) {
        let [sum, terms] = [0, 0];
        for (let j = 0; j < size; j++) {
          const term = at(a, Math.max(i, j), Math.min(i, j)) * (x[each * size + j] as number);
          sum += term;
          terms += Math.abs(term);
        }
        const bound = 8 * (size + 3) * unit * (terms + Math.abs(b[each * size + i] as number));
        expect(Math.abs(sum - (b[each * size + i] as number)), `row ${i} of ${each}`).toBeLessThanOrEqual(bound);
      }
    }
  }

  it("factors and solves every size, in the kernels' memory and elsewhere, at odd strides", () => {
    for (let size = 0; size <= 67; size++)
      check(size, size + (size % 4), size % 2 === 0 ? inKernelMemory : (x) => x, size % 5 === 0);
  });

  it("goes by blocks", () => {
    check(128, 128, inKernelMemory);
    check(203, 207, (x) => x);
  });

  it("names the first pivot that is not positive", () => {
    for (const [pivot, value] of [
      [0, 0],
      [3, -2],
      [70, NaN],
    ] as const) {
      const size = 80;
      const a = new type(size * size);
      for (let i = 0; i < size; i++) a[i * size + i] = i === pivot ? value : 4;
      expect(() => cholesky(a, { size })).toThrow(
        new RangeError(
          `cholesky: pivot ${pivot} is ${value}, expected a positive number, as of a positive definite matrix`,
        ),
      );
    }
    // Only after two columns it shows.
    const a = type.of(4, 0, 0, 2, 5, 0, 2, 3, 2);
    expect(() => cholesky(a, { size: 3 })).toThrow("pivot 2 is 0");
  });
});

it("refuses what does not fit, and pages without WebAssembly", () => {
  const four = new Float64Array(4);
  expect(() => cholesky(four, { size: 3 })).toThrow("cholesky: a has 4 numbers, expected 9");
  expect(() => cholesky([4] as never, { size: 1 })).toThrow(
    new TypeError("cholesky: a is object, expected a Float32Array or a Float64Array"),
  );
  expect(() => solveTriangular(four, four.subarray(1), { size: 2 })).toThrow("b has 3 numbers, expected 2");
  expect(() => solveTriangular(four, four, { size: 2, count: 2, upper: true } as never)).toThrow(
    "unknown option upper",
  );
  expect(() => cholesky(four, 2 as never)).toThrow("cholesky: options are 2, expected an object");
  vi.spyOn(supports, "simd", "get").mockReturnValue(false);
  for (const run of [() => cholesky(four, { size: 2 }), () => solveTriangular(four, four.subarray(2), { size: 2 })])
    expect(run).toThrow("there is no WebAssembly, expected an engine and a page that allow it");
});
