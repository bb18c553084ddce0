import { describe, expect, test } from "vitest";
import { webAssemblyRows } from "../../../src/compile/lanes/program.ts";
import { traceHessian, traceRows } from "../../../src/compile/tracedRows.ts";
import { exp, generator, grad, hvp, normal, sum, tensor, type Tensor } from "../../../src/index.ts";
import { rowFunctions, type RowFunction } from "../rowFunctions.ts";
import { index, row } from "../rowInputs.ts";

/** Rows a lane and rows along the lanes, whole vectors and parts of them, some and many. */
const widths = [2, 3, 6, 31, 32, 33, 35, 64, 131, 1030];

interface Examples {
  readonly count: number;
  readonly width: number;
  readonly x: Float64Array;
  readonly y: Int32Array;
}

const special = [3, -Infinity, Infinity, Number.NaN];

/** Rows of all sizes that float32 holds exactly; the last are equal, masked, infinite and not numbers. */
function examplesOf(width: number, scales: readonly number[]): Examples {
  const count = 21;
  const ordinary = count - special.length;
  const numbers = normal([count * width], generator(width), { dtype: "float64" }).data;
  const scaleOf = (row: number): number => (row < ordinary ? (scales[row % scales.length] ?? 1) : 1);
  const x = Float64Array.from(numbers, (z, i) => Math.fround(z * scaleOf(Math.floor(i / width))));
  for (const [k, value] of special.entries()) {
    const first = (ordinary + k) * width;
    if (k === 0) x.fill(value, first, first + width);
    else x[first + 1] = value;
  }
  return { count, width, x, y: Int32Array.from({ length: count }, (_, i) => (5 * i) % width) };
}

/** Value and gradient, op by op in float64. */
function eager(f: RowFunction, { count, width, x, y }: Examples): readonly [Float64Array, Float64Array] {
  const [rows, places] = [tensor(x, { shape: [count, width] }), tensor(y)];
  const slope = grad((z: Tensor) => sum(f(z, places)))(rows);
  return [Float64Array.from(f(rows, places).data), Float64Array.from(slope.data)];
}

/**
 * By the largest entry of each row; what is no number must be the same. Of equal logits a gradient of 0 may be left with its rounding, and
 * of a value that of the terms of size 1 that have cancelled.
 */
function expectSame(got: Float64Array, right: Float64Array, width: number, relative: number): void {
  const equalRow = right.length / width - special.length;
  for (const [i, expected] of right.entries()) {
    const row = Math.floor(i / width);
    const finite = Array.from(right.subarray(row * width, (row + 1) * width), Math.abs).filter(Number.isFinite);
    const floor = row === equalRow ? 1e-15 : width === 1 ? 1e-16 : 1e-30;
    const each = got[i] ?? 0;
    const where = `[${row}, ${i % width}] is ${each}, expected ${expected}`;
    if (Number.isFinite(expected))
      expect(Math.abs(each - expected), where).toBeLessThanOrEqual(relative * Math.max(0, ...finite) + floor);
    else expect(each, where).toBe(expected);
  }
}

const run = (
  f: RowFunction,
  type: "float32" | "float64",
  { count, width, x, y }: Examples,
): [Float64Array, Float64Array] => {
  const results: [Float64Array, Float64Array] = [new Float64Array(count), new Float64Array(count * width)];
  webAssemblyRows(traceRows(f, width, [row, index], true), { dtype: type })(count, [x, y], results);
  return results;
};

describe.each(Object.entries(rowFunctions))("%s", (_, f) => {
  test.each(widths)("as op by op, rows of %i", (width) => {
    const examples = examplesOf(width, [1, 10, 300, 1e4]);
    const [values, gradient] = run(f, "float64", examples);
    const [rightValues, rightGradient] = eager(f, examples);
    expectSame(values, rightValues, 1, 1e-13);
    expectSame(gradient, rightGradient, width, 1e-13);
  });

  test.each([3, 32, 67])("Hessian products as op by op, rows of %i", (width) => {
    const { count, x, y } = examplesOf(width, [1, 10, 300]);
    const vectors = x.map((_, i) => Math.sin(i));
    const products = new Float64Array(count * width);
    webAssemblyRows(traceHessian(f, width, [row, index]))(count, [x, y, vectors], [products]);
    const shape = [count, width];
    const right = hvp((z: Tensor) => sum(f(z, tensor(y))), tensor(x, { shape }), tensor(vectors, { shape }));
    expectSame(products, Float64Array.from(right.data), width, 1e-12);
  });
});

test.each(["float32", "float64"] as const)("%s: what an earlier call left in memory changes no bit", (type) => {
  for (const [name, f] of Object.entries(rowFunctions)) {
    const program = webAssemblyRows(traceRows(f, 7, [row, index], true), { dtype: type });
    const bits = (count: number, x: Float64Array): number[] => {
      const results = [new Float64Array(count), new Float64Array(count * 7)];
      program(count, [x, Int32Array.from({ length: count }, (_, i) => i)], results);
      return results.flatMap((each) => Array.from(each));
    };
    const x = Float64Array.from({ length: 7 }, (_, i) => 3 * Math.sin(7 * i));
    bits(4, new Float64Array(28));
    const before = bits(1, x);
    bits(4, new Float64Array(28).fill(Number.NaN));
    expect(bits(1, x), name).toEqual(before);
  }
});

test("deterministic programs fuse nothing: the same bits on every machine", () => {
  const traced = traceRows((x) => sum(exp(x), { axis: -1 }), 2, [row], true);
  const program = webAssemblyRows(traced, { dtype: "float32", deterministic: true });
  const [values, gradient] = [new Float32Array(1), new Float32Array(2)];
  program(1, [Float32Array.of(1.5625, 1)], [values, gradient]);
  // With fused multiplications, where the machine has them, the last digits are 5102.
  expect(values[0]).toBe(7.489014625549316);
});
