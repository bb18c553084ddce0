import type { Features, SparseMatrix } from "@surprisal/contract";
import { allocate, type LossBlock, supports } from "@surprisal/kernels";
import { generator, normal, tensor } from "@surprisal/tensor";
import { afterEach, describe, expect, test, vi } from "vitest";
import { readRows } from "../../src/linear/rows.ts";
import { LogisticRegression, SoftmaxRegression } from "../../src/index.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** A place in the kernels' memory where as much is free in one piece: where it was, nothing has been kept. */
function freePlace(): number {
  const block = allocate(2 ** 20);
  block.free();
  return block.offset;
}

const squares = ({ margins, rows, slopes, values }: LossBlock): void => {
  const outputs = slopes.length / values.length;
  for (let i = 0; i < rows; i++) {
    values[i] = 0;
    for (let k = i * outputs; k < (i + 1) * outputs; k++) {
      slopes[k] = (margins[k] as number) - 0.5;
      values[i] = (values[i] as number) + (slopes[k] as number) ** 2 / 2;
    }
  }
};

/** One number in three, and every fifth row empty. */
function compressed(rows: number, columns: number): SparseMatrix {
  const places = Array.from({ length: rows * columns }, (_, at) => at).filter(
    (at) => (at * 7) % 3 === 0 && Math.floor(at / columns) % 5 !== 4,
  );
  return {
    rows,
    columns,
    rowStarts: Int32Array.from({ length: rows + 1 }, (_, i) => {
      const next = places.findIndex((at) => at >= i * columns);
      return next < 0 ? places.length : next;
    }),
    columnIndices: Int32Array.from(places, (at) => at % columns),
    values: Float64Array.from(places, (at) => Math.sin(at + 1)),
  };
}

function expectSame(x: Features, outputs: number): void {
  const { width } = readRows("test", x);
  const map = {
    weights: normal([outputs * width], generator(2), { dtype: "float64" }).data as Float64Array,
    intercept: new Float64Array(outputs).fill(0.25),
  };
  const rows = readRows("test", x);
  const [held, plain] = [rows.hold(outputs), rows.plain(outputs)];
  const [one, other] = [held, plain].map((each) => {
    const gradient = { weights: new Float64Array(outputs * width), intercept: new Float64Array(outputs) };
    const value = each.pass(map, squares, gradient);
    const logits = new Float64Array(rows.count * outputs);
    each.margins(map, 0, rows.count, logits);
    return [value, ...gradient.weights, ...gradient.intercept, ...logits];
  });
  const largest = Math.max(1, ...(other ?? []).map(Math.abs));
  for (const [i, each] of (other ?? []).entries())
    expect(Math.abs((one?.[i] ?? NaN) - each)).toBeLessThan(1e-13 * largest);
  held.free();
}

describe("rows in the kernels' memory are those of plain loops", () => {
  test.each([1, 2, 3, 10])("of every length, %i outputs", (outputs) => {
    for (let length = 0; length <= 67; length++) {
      expectSame(normal([5, length], generator(1), { dtype: "float64" }), outputs);
      expectSame(normal([length, 6], generator(1), { dtype: "float64" }), outputs);
    }
  });

  test.each([1, 2, 3, 10])("sparse, of every length, %i outputs", (outputs) => {
    for (let length = 0; length <= 67; length++) {
      expectSame(compressed(5, length), outputs);
      expectSame(compressed(length, 6), outputs);
    }
    expectSame(compressed(2500, 4), outputs);
  });

  test("of more rows than are taken at once", () => {
    expectSame(normal([5000, 3], generator(1), { dtype: "float64" }), 2);
    expectSame(normal([5000, 3], generator(1), { dtype: "float32" }), 2);
    expectSame(
      tensor(
        Int32Array.from({ length: 9000 }, (_, i) => i % 7),
        { shape: [3000, 3] },
      ),
      1,
    );
  });
});

describe("a fit", () => {
  const x = normal([300, 4], generator(1), { dtype: "float64" });
  const y = Int32Array.from({ length: 300 }, (_, i) => ((x.data[4 * i] as number) + (x.data[i] as number) > 0 ? 1 : 0));

  test("without WebAssembly is the same but for rounding", async () => {
    const fast = await new LogisticRegression().fit(x, y);
    vi.spyOn(supports, "simd", "get").mockReturnValue(false);
    const slow = await new LogisticRegression().fit(x, y);
    for (const [j, weight] of slow.coefficients.data.entries()) {
      expect(fast.coefficients.data[j]).toBeCloseTo(weight, 7);
    }
    expect(Math.abs(fast.summary.objective / slow.summary.objective - 1)).toBeLessThan(1e-12);
  });

  test("gives its memory back: when it ends, when it is aborted, when it is thrown out of", async () => {
    await new SoftmaxRegression().fit(x, y);
    const before = freePlace();
    await new SoftmaxRegression().fit(x, y);
    expect(freePlace()).toBe(before);
    await new SoftmaxRegression().fit(x, y, { signal: AbortSignal.abort() });
    expect(freePlace()).toBe(before);
    const onProgress = (): never => {
      throw new Error("enough");
    };
    await expect(new SoftmaxRegression().fit(x, y, { onProgress })).rejects.toThrow("enough");
    expect(freePlace()).toBe(before);
  });

  test("where the memory has no room is as without it", async () => {
    // All but what a few rows take, in pieces that are found.
    const taken = [];
    for (let bytes = 2 ** 31; bytes >= 2 ** 12; bytes /= 2) {
      try {
        for (;;) taken.push(allocate(bytes));
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    const model = await new LogisticRegression().fit(x, y);
    for (const block of taken) block.free();
    const same = await new LogisticRegression().fit(x, y);
    expect(Math.abs(model.summary.objective / same.summary.objective - 1)).toBeLessThan(1e-12);
  });
});
