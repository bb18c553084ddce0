import { expect } from "vitest";
import type { LinearRows } from "@surprisal/kernels";
import { emptyMap, expectSums, loss, marginsOf, productsOf, type Rows, scattered, shift } from "./reference.ts";

/** Rows of so many numbers. */
export const rowsOf = (values: Float64Array, count: number, width: number): Rows =>
  Array.from({ length: count }, (_, i) => [...values.subarray(i * width, (i + 1) * width)]);

/** Expects that rows compute what they should, of the same values by definition; frees them. */
export function checkRows(held: LinearRows, values: Float64Array, unit: number): void {
  const { rows: count, width, outputs } = held;
  const rows = rowsOf(values, count, width);
  const drawn = (length: number, start: number): Float32Array => Float32Array.from(scattered(length, start));
  const map = { weights: drawn(outputs * width, 5), intercept: drawn(outputs, 9) };
  const direction = { weights: drawn(outputs * width, 6), intercept: drawn(outputs, 8) };
  try {
    const margins = new Float64Array(count * outputs);
    held.margins(map, 0, count, margins);
    expectSums(margins, marginsOf(rows, map), width + 4, unit);

    const gradient = emptyMap(outputs, width);
    const total = held.pass(map, loss, gradient);
    // Of the margins as they were found: those were looked at.
    const slopes = Array.from(margins, (z, at) => z - shift(Math.floor(at / outputs), at % outputs));
    const products = productsOf(rows, width, outputs, slopes);
    const half = slopes.reduce((sum, z) => sum + z ** 2 / 2, 0);
    expect(Math.abs(total - half)).toBeLessThanOrEqual(((outputs + 8) * 4 * unit + count * outputs * 2 ** -53) * half);
    expectSums(gradient.weights, products.weights, count + 8, unit);
    expectSums(gradient.intercept, products.intercept, count + 8, unit);

    // The Hessian of half a square is 1: the product is that of the direction's margins.
    const product = emptyMap(outputs, width);
    held.hessianProduct(map, direction, ({ directions, products: to }) => to.set(directions), product);
    const along = marginsOf(rows, direction);
    const second = productsOf(
      rows,
      width,
      outputs,
      along.map(({ value }) => value),
    );
    const largest = Math.max(0, ...along.map(({ size }) => size));
    for (const [at, { value }] of second.weights.entries()) {
      expect(Math.abs((product.weights[at] as number) - value)).toBeLessThanOrEqual(
        (count + width + 8) * count * unit * (largest + 1),
      );
    }
  } finally {
    held.free();
  }
}
