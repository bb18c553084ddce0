import { allocate } from "@surprisal/kernels";
import { describe, expect, test } from "vitest";
import type { FloatArray } from "../../src/compile/compiledRows.ts";
import { rowProgram } from "../../src/compile/rowProgram.ts";
import { rowTotalProgram } from "../../src/compile/totalProgram.ts";
import type { RowInput } from "../../src/compile/tracedRows.ts";
import { generator, logSoftmax, neg, normal, pick, softplus, square, sub, sum } from "../../src/index.ts";

const row: RowInput = { form: "row", dtype: "float64" };
const index: RowInput = { form: "number", dtype: "int32" };
const number: RowInput = { form: "number", dtype: "float64" };
const arrays = { float32: Float32Array, float64: Float64Array };

describe.each(["float32", "float64"] as const)("rowTotalProgram, in %s", (dtype) => {
  const Floats = arrays[dtype];
  const digits = dtype === "float32" ? 6 : 13;
  /** A factor that is no power of 2: what is scaled is rounded once more. */
  const factor = Math.fround(1 / 3);

  /** As `rowProgram`, whose values are added up and whose gradient is scaled. */
  function expectSame(
    f: Parameters<typeof rowProgram>[0],
    width: number,
    inputs: readonly RowInput[],
    given: readonly (Float32Array | Float64Array | Int32Array)[],
    gradient: FloatArray = new Floats((given[0] as Float64Array).length),
  ): void {
    const count = (given[0] as Float64Array).length / (inputs[0] === row ? width : 1);
    const [values, slopes] = [new Floats(count), gradient.slice()];
    rowProgram(f, width, inputs, { form: "wasm", dtype })(count, given, [values, slopes]);
    const total = rowTotalProgram(f, width, inputs, { dtype })(count, given, gradient, factor);
    const expected = Array.from(values).reduce((so, each) => so + each, 0);
    expect(Math.abs(total - expected)).toBeLessThanOrEqual(10 ** -digits * (1e-3 + Math.abs(expected)));
    const errors = Array.from(slopes, (each, i) => Math.abs(each * factor - (gradient[i] as number)));
    expect(Math.max(0, ...errors)).toBeLessThanOrEqual(10 ** -digits);
  }

  const numbers = (size: number): Float32Array | Float64Array =>
    Floats.from(normal([size], generator(size), { dtype: "float64" }).data);
  const classesOf = (count: number, width: number): Int32Array =>
    Int32Array.from({ length: count }, (_, i) => (7 * i) % width);

  test.each([2, 3, 31, 32, 40])("rows of %i", (width) => {
    for (const count of [0, 1, 3, 4, 67, 300])
      expectSame(
        (z, k) => neg(pick(logSoftmax(z), k)),
        width,
        [row, index],
        [numbers(count * width), classesOf(count, width)],
      );
  });

  test("single numbers, more of them than are added up at a time", () => {
    for (const count of [0, 1, 2, 5, 257, 70_001])
      expectSame((x, y) => square(sub(softplus(x), y)), 2, [number, number], [numbers(count), numbers(count)]);
  });

  test("in the kernels' memory, where rows that fill no vector are left over", () => {
    for (const count of [1, 6, 67]) {
      const blocks = [allocate(3 * count * 8), allocate(3 * count * 8)];
      const [x, gradient] = blocks.map((block) => block.array<Float64Array>(Floats as never).subarray(0, 3 * count));
      (x as Float64Array).set(numbers(3 * count));
      expectSame(
        (z, k) => neg(pick(logSoftmax(z), k)),
        3,
        [row, index],
        [x as Float64Array, classesOf(count, 3)],
        gradient,
      );
      for (const block of blocks) block.free();
    }
  });

  test("rows that are not as was assumed", () => {
    const x = Floats.of(1, -Infinity, 2, 0.5, 0, -Infinity);
    const gradient = new Floats(6);
    const program = rowTotalProgram((z, k) => neg(pick(logSoftmax(z), k)), 3, [row, index], { dtype });
    const total = program(2, [x, Int32Array.of(2, 0)], gradient, 0.5);
    const share = 1 / (1 + Math.exp(1));
    const other = 1 / (1 + Math.exp(-0.5));
    expect(total).toBeCloseTo(-Math.log(1 - share) - Math.log(other), digits);
    for (const [i, each] of [share, 0, -share, other - 1, 1 - other, 0].entries())
      expect(gradient[i]).toBeCloseTo(each / 2, digits);
  });

  test("a function that mixes rows is refused", () => {
    expect(() => rowTotalProgram((z) => sum(z), 3, [row], { dtype })).toThrow("rowProgram");
  });
});
