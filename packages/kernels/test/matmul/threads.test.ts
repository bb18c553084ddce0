import { afterAll, describe, expect, it } from "vitest";
import { allocate, type MatrixProduct, multiplyMatrices, startThreads, stopThreads } from "@surprisal/kernels";

afterAll(() => stopThreads());

type Floats = Float32Array | Float64Array;

/** Numbers from −1 to 1 that look drawn. */
const scattered = (start: number) => (_: unknown, i: number) => (((i + start) * 0.6180339887498949) % 1) * 2 - 1;

const products: readonly MatrixProduct[] = [
  { rows: 400, inner: 530, columns: 90 },
  { rows: 401, inner: 300, columns: 77, transposeA: true, accumulate: true },
  { rows: 203, inner: 300, columns: 530, transposeB: true },
  { rows: 90, inner: 700, columns: 203, transposeA: true, transposeB: true, accumulate: true },
  { rows: 7, inner: 3, columns: 5 },
];

describe.each([Float32Array, Float64Array])("%o", (type) => {
  it.each([
    [false, "arrays"],
    [false, "blocks of the kernels' memory"],
    [true, "arrays"],
    [true, "blocks of the kernels' memory"],
  ])("has the same bits on 1, 2, 3 and 8 threads: deterministic is %o, of %s", async (deterministic, place) => {
    const runs = products.map((product) => {
      const { rows, inner, columns } = product;
      const make = (length: number): Floats =>
        place === "arrays" ? new type(length) : allocate(length * type.BYTES_PER_ELEMENT).array<Floats>(type);
      const [a, b, c] = [make(rows * inner), make(inner * columns), make(rows * columns)];
      a.set(Array.from(a, scattered(1)));
      b.set(Array.from(b, scattered(2)));
      return (): Floats => {
        c.set(Array.from(c, scattered(3)));
        multiplyMatrices<Floats>(a, b, c, { ...product, deterministic });
        return new type(c);
      };
    });
    await stopThreads();
    const alone = runs.map((run) => run());
    for (const count of [2, 3, 8]) {
      await startThreads(count);
      for (const [i, run] of runs.entries()) expect(run()).toEqual(alone[i]);
    }
  });
});
