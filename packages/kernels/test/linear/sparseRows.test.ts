import { describe, expect, it, vi } from "vitest";
import { allocate, type CompressedRows, type RowOptions, sparseRows, supports } from "@surprisal/kernels";
import { checkRows } from "./checkRows.ts";
import { emptyMap, kinds, loss, mapOf, sparse } from "./reference.ts";

function check(count: number, width: number, outputs: number, options: RowOptions, unit: number): void {
  const { values, compressed } = sparse(count, width, 1);
  checkRows(sparseRows(compressed, [count, width], { ...options, outputs }), values, unit);
}

describe.each(kinds)("kept in $stored, computed in $computed", ({ unit, ...options }) => {
  it.each([1, 2, 3, 10])("rows and widths from 0 to 67, %i outputs", (outputs) => {
    for (let length = 0; length <= 67; length++) {
      for (const other of outputs < 10 ? [0, 1, 6, 33] : [0, 6]) {
        check(length, other, outputs, options, unit);
        check(other, length, outputs, options, unit);
      }
    }
  });

  it("of more outputs than registers hold, in several blocks, with long columns", () => {
    check(2500, 5, 1, options, unit);
    check(2500, 4, 26, { ...options, deterministic: true }, unit);
    check(3, 5000, 2, options, unit);
  });

  it("NaN and infinity stay in their rows and columns", () => {
    const [count, width] = [7, 6];
    for (const odd of [NaN, Infinity, -Infinity]) {
      for (let place = 0; place < count * width; place++) {
        const values = new Float64Array(count * width).fill(1);
        values[place] = odd;
        const starts = Int32Array.from({ length: count + 1 }, (_, i) => i * width);
        const columns = Int32Array.from(values, (_, at) => at % width);
        const rows = sparseRows({ starts, columns, values }, [count, width], { ...options, outputs: 3 });
        const z = new Float64Array(3 * count);
        rows.margins({ weights: new Float64Array(3 * width).fill(1), intercept: new Float64Array(3) }, 0, count, z);
        expect(z).toEqual(z.map((_, i) => (Math.floor(i / 3) === Math.floor(place / width) ? odd : width)));
        const gradient = emptyMap(3, width);
        rows.pass(mapOf(3, width, 1), ({ slopes, values: each }) => void (slopes.fill(1), each.fill(2)), gradient);
        expect(gradient.weights).toEqual(gradient.weights.map((_, j) => (j % width === place % width ? odd : count)));
        rows.free();
      }
    }
  });
});

it("adds up entries of one place, in any order of columns", () => {
  const compressed = {
    starts: Int32Array.of(0, 4),
    columns: Int32Array.of(2, 0, 2, 1),
    values: Float64Array.of(1, 2, 4, 8),
  };
  const rows = sparseRows(compressed, [1, 3]);
  const [z, gradient] = [new Float64Array(1), emptyMap(1, 3)];
  rows.margins({ weights: Float64Array.of(1, 10, 100), intercept: Float64Array.of(0.5) }, 0, 1, z);
  expect(z[0]).toBe(582.5);
  rows.pass(mapOf(1, 3, 1), ({ slopes, values }) => void ((slopes[0] = 1), (values[0] = 0)), gradient);
  expect([...gradient.weights]).toEqual([2, 8, 5]);
  rows.free();
});

it.each([
  ["columns", 2, 200_000],
  ["rows", 200_000, 2],
])("%s that are far apart", (_, count, width) => {
  const [far, last] = [150_000, 199_999];
  const isWide = width > count;
  const starts = Int32Array.from({ length: count + 1 }, (__, i) =>
    isWide ? Math.min(i, 1) * 3 : i === 0 ? 0 : i <= far ? 1 : i <= last ? 2 : 3,
  );
  const columns = isWide ? Int32Array.of(0, far, last) : new Int32Array(3);
  const rows = sparseRows({ starts, columns, values: Float64Array.of(1, 2, 4) }, [count, width]);
  const [z, gradient] = [new Float64Array(count), emptyMap(1, width)];
  const map = { weights: new Float64Array(width).fill(3), intercept: Float64Array.of(1) };
  rows.margins(map, 0, count, z);
  if (isWide) expect([...z]).toEqual([22, 1]);
  else expect([z[0], z[1], z[far], z[last]]).toEqual([4, 1, 7, 13]);
  rows.pass(map, (block) => void (block.slopes.fill(1), block.values.fill(0)), gradient);
  if (isWide)
    expect([gradient.weights[0], gradient.weights[1], gradient.weights[far], gradient.weights[last]]).toEqual([
      1, 0, 2, 4,
    ]);
  else expect([...gradient.weights]).toEqual([7, 0]);
  expect(gradient.intercept[0]).toBe(count);
  rows.free();
});

it("gives the same bits each time, and its memory back", () => {
  const { compressed } = sparse(900, 50, 2);
  const probe = allocate(2 ** 20);
  probe.free();
  const rows = sparseRows(compressed, [900, 50], { outputs: 3 });
  const [one, other] = [emptyMap(3, 50), emptyMap(3, 50)];
  expect(rows.pass(mapOf(3, 50, 4), loss, one)).toBe(rows.pass(mapOf(3, 50, 4), loss, other));
  expect(one).toEqual(other);
  rows.free();
  rows.free();
  const same = allocate(2 ** 20);
  expect(same.offset).toBe(probe.offset);
  same.free();
});

it("says what it cannot take, before anything is written", () => {
  const right = { starts: Int32Array.of(0, 1, 3), columns: Int32Array.of(2, 0, 2), values: Float64Array.of(5, 1, 2) };
  const refused =
    (change: Partial<CompressedRows>, options: RowOptions = {}): (() => unknown) =>
    () =>
      sparseRows({ ...right, ...change }, [2, 3], options);
  const range = "sparseRows: ";
  expect(refused({ starts: Int32Array.of(0, 3) })).toThrow(
    new RangeError(`${range}the length of starts is 2, expected 3`),
  );
  expect(refused({ columns: Int32Array.of(1) })).toThrow(`${range}the length of columns is 1, expected 3`);
  expect(refused({ starts: Int32Array.of(1, 1, 3) })).toThrow(`${range}starts[0] is 1, expected 0`);
  expect(refused({ starts: Int32Array.of(0, 4, 3) })).toThrow(`${range}starts[2] is 3, expected at least 4`);
  expect(refused({ starts: Int32Array.of(0, 1, 2) })).toThrow(`${range}starts[2] is 2, expected 3`);
  expect(refused({ columns: Int32Array.of(2, 3, 2) })).toThrow(`${range}columns[1] is 3, expected 0 to 2`);
  expect(refused({ columns: Int32Array.of(2, -1, 2) })).toThrow(`${range}columns[1] is -1, expected 0 to 2`);
  expect(refused({}, { outputs: 1.5 })).toThrow(`${range}outputs is 1.5, expected a whole number from 1`);
  vi.spyOn(supports, "simd", "get").mockReturnValue(false);
  expect(refused({})).toThrow(`${range}there is no WebAssembly, expected an engine and a page that allow it`);
  vi.restoreAllMocks();
});
