import { describe, expect, it, vi } from "vitest";
import { allocate, type Block, denseRows, f32x4, f64x2, type RowOptions, supports } from "@surprisal/kernels";
import { denseModule } from "../../src/linear/denseRows.ts";
import { checkRows, rowsOf } from "./checkRows.ts";
import { emptyMap, expectSums, kinds, loss, mapOf, marginsOf, productsOf, scattered } from "./reference.ts";

type Floats = Float32Array | Float64Array;

function check(count: number, width: number, outputs: number, options: RowOptions, unit: number): void {
  const values = scattered(count * width, 1).map(Math.fround);
  checkRows(denseRows(values, [count, width], { ...options, outputs }), values, unit);
}

describe.each(kinds)("kept in $stored, computed in $computed", ({ unit, ...options }) => {
  it.each([1, 2, 3, 10])("rows and widths from 0 to 67, %i outputs", (outputs) => {
    for (let length = 0; length <= 67; length++) {
      for (const other of outputs < 10 ? [0, 1, 3, 8, 33] : [0, 6]) {
        check(length, other, outputs, options, unit);
        check(other, length, outputs, options, unit);
      }
    }
  });
});

describe.each(kinds)("kept in $stored, computed in $computed", ({ unit, stored, computed }) => {
  it("over several blocks and segments", () => {
    check(3000, 40, 1, { stored, computed }, unit);
    check(5000, 3, 3, { stored, computed, deterministic: true }, unit);
    check(20, 9000, 2, { stored, computed }, unit);
  });

  it("at any address, with any distance between rows", () => {
    const lanes = { stored: stored === "float32" ? f32x4 : f64x2, computed: computed === "float32" ? f32x4 : f64x2 };
    const [In, Out] = [
      stored === "float32" ? Float32Array : Float64Array,
      computed === "float32" ? Float32Array : Float64Array,
    ];
    const outputs = 2;
    const { margins, products: addProducts } = denseModule({ lanes, outputs, deterministic: true }).exports;
    const [x, weights, intercept, z, sums] = [8192, 1024, 64, 1024, 2048].map(allocate) as [
      Block,
      Block,
      Block,
      Block,
      Block,
    ];
    const [rows, width] = [7, 13];
    const padded = Math.ceil(width / lanes.computed.count) * lanes.computed.count;
    for (let alignment = 0; alignment < 16; alignment++) {
      for (const gap of [0, 1, 4, 7]) {
        const bytesOfRow = width * lanes.stored.bytes + gap;
        // What stands between the rows must not matter.
        x.array(Uint8Array).fill(0xff);
        const values = scattered(rows * width, alignment + gap).map(Math.fround);
        for (let i = 0; i < rows; i++) {
          const row = new Uint8Array(In.from(values.subarray(i * width, (i + 1) * width)).buffer);
          x.array(Uint8Array).set(row, alignment + i * bytesOfRow);
        }
        const map = { weights: scattered(outputs * width, 3).map(Math.fround), intercept: Float64Array.of(0.5, -2) };
        weights.array<Floats>(Out).fill(0);
        for (let k = 0; k < outputs; k++)
          weights.array<Floats>(Out).set(map.weights.subarray(k * width, (k + 1) * width), k * padded);
        intercept.array<Floats>(Out).set(map.intercept);
        margins!(x.offset + alignment, bytesOfRow, width, weights.offset, intercept.offset, z.offset, 0, rows);
        const found = z.array<Floats>(Out).slice(0, rows * outputs);
        const own = rowsOf(values, rows, width);
        expectSums(found, marginsOf(own, map), width + 2, unit);
        sums.array(Float64Array).fill(1);
        addProducts!(x.offset + alignment, bytesOfRow, width, z.offset, sums.offset, 0, rows, 0, rows);
        const products = productsOf(own, width, outputs, [...found]);
        for (let k = 0; k < outputs; k++) {
          const added = sums
            .array(Float64Array)
            .slice(k * padded, k * padded + width)
            .map((each) => each - 1);
          expectSums(
            added,
            products.weights.slice(k * width, (k + 1) * width).map(({ value, size }) => ({ value, size: size + 2 })),
            rows + 2,
            unit,
          );
        }
      }
    }
    for (const each of [x, weights, intercept, z, sums]) each.free();
  });

  it("NaN and infinity stay in their rows and columns", () => {
    const [count, width] = [11, 7];
    for (const odd of [NaN, Infinity, -Infinity]) {
      for (let place = 0; place < count * width; place++) {
        const values = new Float64Array(count * width).fill(1);
        values[place] = odd;
        const dense = denseRows(values, [count, width], { stored, computed, outputs: 3 });
        const map = { weights: new Float64Array(3 * width).fill(1), intercept: new Float64Array(3) };
        const z = new Float64Array(3 * count);
        dense.margins(map, 0, count, z);
        const row = Math.floor(place / width);
        expect(z).toEqual(z.map((_, i) => (Math.floor(i / 3) === row ? odd : width)));
        const gradient = emptyMap(3, width);
        const total = dense.pass(map, ({ slopes, values: each }) => void (slopes.fill(1), each.fill(2)), gradient);
        expect(total).toBe(2 * count);
        expect(gradient.weights).toEqual(gradient.weights.map((_, j) => (j % width === place % width ? odd : count)));
        dense.free();
      }
    }
  });
});

it("gives the same bits each time, and to a row wherever it stands", () => {
  const values = scattered(900 * 50, 2);
  const dense = denseRows(values, [900, 50], { outputs: 3 });
  const map = mapOf(3, 50, 4);
  const [one, other, whole, part] = [emptyMap(3, 50), emptyMap(3, 50), new Float64Array(2700), new Float64Array(3)];
  expect(dense.pass(map, loss, one)).toBe(dense.pass(map, loss, other));
  expect(one).toEqual(other);
  dense.margins(map, 0, 900, whole);
  for (const row of [0, 1, 2, 3, 511, 899]) {
    dense.margins(map, row, 1, part);
    expect(part).toEqual(whole.slice(3 * row, 3 * row + 3));
  }
  dense.free();
});

it("lets a loss that is called where the memory is not shared write to arrays of its own", () => {
  const values = scattered(300 * 9, 2);
  const dense = denseRows(values, [300, 9]);
  const map = mapOf(1, 9, 4);
  const [shared, own] = [emptyMap(1, 9), emptyMap(1, 9)];
  const total = dense.pass(map, loss, shared);
  // The memory of the kernels is then taken for one that is not shared.
  vi.stubGlobal("ArrayBuffer", SharedArrayBuffer);
  const again = dense.pass(
    map,
    (block) => {
      expect(block.margins.buffer).not.toBeInstanceOf(SharedArrayBuffer);
      loss(block);
    },
    own,
  );
  vi.unstubAllGlobals();
  expect(again).toBe(total);
  expect(own).toEqual(shared);
  dense.free();
});

it("gives its memory back, also where it does not get all of it", () => {
  const probe = allocate(2 ** 16);
  probe.free();
  const dense = denseRows(scattered(1000, 1), [10, 100]);
  dense.free();
  dense.free();
  const same = allocate(2 ** 16);
  expect(same.offset).toBe(probe.offset);
  same.free();
});

it("says what it cannot take", () => {
  const four = Float64Array.of(1, 2, 3, 4);
  expect(() => denseRows(four, [3, 2])).toThrow(new RangeError("denseRows: values has 4 numbers, expected 3 · 2"));
  expect(() => denseRows(four, [2, 2], { outputs: 0 })).toThrow(
    "denseRows: outputs is 0, expected a whole number from 1",
  );
  expect(() => denseRows(four, [2, 2], { computed: "float32" })).toThrow(
    new TypeError("denseRows: rows of float64 are to be computed in float32, expected float64"),
  );
  vi.spyOn(supports, "simd", "get").mockReturnValue(false);
  expect(() => denseRows(four, [2, 2])).toThrow(
    "denseRows: there is no WebAssembly, expected an engine and a page that allow it",
  );
  vi.restoreAllMocks();
});
