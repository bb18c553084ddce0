import { afterEach, expect, it } from "vitest";
import {
  denseRows,
  type FloatType,
  f32x4,
  f64x2,
  i32,
  kernelMemoryImport,
  type LinearMap,
  type LinearRows,
  ModuleBuilder,
  type RowOptions,
  sparseRows,
  startThreads,
  stopThreads,
  ThreadedModule,
} from "@surprisal/kernels";
import { emptyMap, mapOf, scattered, sparse } from "./reference.ts";

afterEach(() => stopThreads());

/** Half the square of each margin, added up over the outputs of a row, for one or two outputs; and its curvature, 1. */
function halfSquares(type: FloatType, outputs: number): ThreadedModule {
  const lanes = type === "float32" ? f32x4 : f64x2;
  const module = new ModuleBuilder({ memory: kernelMemoryImport() });
  const parameters = ["i32", "i32", "i32", "i32", "i32"] as const;
  module.function("halfSquares", { parameters, export: true }, (f, margins, values, slopes, first, end) =>
    f.for(first, end, 1, (row) => {
      const value = f.local(lanes.splat(0));
      for (let k = 0; k < outputs; k++) {
        const at = f.local(i32.mul(i32.add(i32.mul(row, outputs), k), lanes.bytes));
        const z = f.local(lanes.loadSplat(i32.add(margins, at)));
        f.store(i32.add(slopes, at), lanes.extract(z, 0));
        f.set(value, lanes.add(value, lanes.mul(lanes.mul(z, z), 0.5)));
      }
      f.store(i32.add(values, i32.mul(row, lanes.bytes)), lanes.extract(value, 0));
    }),
  );
  module.function("copy", { parameters: ["i32", "i32", "i32", "i32"], export: true }, (f, from, to, first, end) => {
    const bytes = outputs * lanes.bytes;
    const start = f.local(i32.mul(first, bytes));
    f.copy(i32.add(to, start), i32.add(from, start), i32.mul(i32.sub(end, first), bytes));
  });
  return new ThreadedModule(module.bytes());
}

it("is run once more where the loss says that it is not done", () => {
  const module = halfSquares("float64", 1);
  const rows = denseRows(scattered(600, 3), [200, 3]);
  const map = mapOf(1, 3, 5);
  let asked = 0;
  const steps = ({ margins, slopes, values }: Record<"margins" | "slopes" | "values", number>) => {
    const args = [margins, asked++ === 0 ? slopes : values, slopes];
    return [{ module, kernel: "halfSquares", args }];
  };
  const gradient = emptyMap(1, 3);
  const total = rows.pass(map, { steps, isDone: () => asked > 1 }, gradient);
  expect(asked).toBe(2);
  expect(total).toBe(rows.pass(map, { steps }, gradient));
  rows.free();
});

interface Results {
  readonly total: number;
  readonly gradient: LinearMap;
  readonly product: LinearMap;
}

function byKernels(rows: LinearRows, module: ThreadedModule, map: LinearMap, direction: LinearMap): Results {
  const [gradient, product] = [emptyMap(rows.outputs, rows.width), emptyMap(rows.outputs, rows.width)];
  const loss = {
    steps: ({ margins, slopes, values }: Record<"margins" | "slopes" | "values", number>) => [
      { module, kernel: "halfSquares", args: [margins, values, slopes] },
    ],
  };
  const curvature = {
    steps: ({ directions, products }: Record<"directions" | "products", number>) => [
      { module, kernel: "copy", args: [directions, products] },
    ],
  };
  const total = rows.pass(map, loss, gradient);
  rows.hessianProduct(map, direction, curvature, product);
  return { total, gradient, product };
}

function byFunctions(rows: LinearRows, map: LinearMap, direction: LinearMap): Results {
  const { outputs } = rows;
  const [gradient, product] = [emptyMap(outputs, rows.width), emptyMap(outputs, rows.width)];
  const total = rows.pass(
    map,
    ({ rows: count, margins, slopes, values }) => {
      slopes.set(margins);
      for (let i = 0; i < count; i++)
        values[i] = [...margins.subarray(i * outputs, (i + 1) * outputs)].reduce((sum, z) => sum + (z * z) / 2, 0);
    },
    gradient,
  );
  rows.hessianProduct(map, direction, ({ directions, products }) => products.set(directions), product);
  return { total, gradient, product };
}

function expectClose(found: LinearMap, expected: LinearMap, tolerance: number): void {
  for (const name of ["weights", "intercept"] as const) {
    const largest = Math.max(1, ...[...expected[name]].map(Math.abs));
    for (const [i, each] of found[name].entries())
      expect(Math.abs(each - (expected[name][i] as number))).toBeLessThanOrEqual(tolerance * largest);
  }
}

const layouts = {
  dense: (count: number, width: number, options: RowOptions) =>
    denseRows(scattered(count * width, 3), [count, width], options),
  sparse: (count: number, width: number, options: RowOptions) =>
    sparseRows(sparse(count, width, 3).compressed, [count, width], options),
};

it.each([
  ["float32", 1, "dense", 20_000, 37],
  ["float64", 2, "dense", 9001, 100],
  ["float32", 2, "dense", 5, 3],
  ["float64", 1, "dense", 0, 4],
  ["float32", 1, "sparse", 9001, 300],
  ["float64", 2, "sparse", 5000, 30],
  ["float64", 1, "sparse", 0, 4],
] as const)(
  "a loss of kernels in %s gives what a function gives, by the same bits on any number of threads: %i outputs, %s, %i × %i",
  async (type, outputs, layout, count, width) => {
    const module = halfSquares(type, outputs);
    const rows = layouts[layout](count, width, { outputs, stored: type });
    const [map, direction] = [mapOf(outputs, width, 5), mapOf(outputs, width, 7)];
    const expected = byFunctions(rows, map, direction);
    const tolerance = type === "float32" ? 1e-4 : 1e-12;
    const first = byKernels(rows, module, map, direction);
    expect(Math.abs(first.total - expected.total)).toBeLessThanOrEqual(tolerance * (1 + expected.total));
    expectClose(first.gradient, expected.gradient, tolerance);
    expectClose(first.product, expected.product, tolerance);
    for (const threads of [2, 3, 8]) {
      await startThreads(threads);
      expect(byKernels(rows, module, map, direction)).toEqual(first);
    }
    rows.free();
  },
);
