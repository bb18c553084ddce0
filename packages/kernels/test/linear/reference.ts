import { expect } from "vitest";
import type { CompressedRows, FloatType, LinearMap, LossBlock } from "@surprisal/kernels";

/** Numbers from −1 to 1 that look drawn. */
export const scattered = (length: number, start: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => (((i + start) * 0.6180339887498949) % 1) * 2 - 1);

export const mapOf = (outputs: number, width: number, start: number): LinearMap => ({
  weights: scattered(outputs * width, start),
  intercept: scattered(outputs, start + 0.3),
});

export const emptyMap = (outputs: number, width: number): LinearMap => ({
  weights: new Float64Array(outputs * width).fill(7),
  intercept: new Float64Array(outputs).fill(7),
});

/** A sum, and that of its terms' sizes: no order of summation is further off than so many of its roundings. */
export interface Sum {
  readonly value: number;
  readonly size: number;
}

export type Rows = readonly (readonly number[])[];

/** What a map makes of rows, by definition. */
export function marginsOf(rows: Rows, { weights, intercept }: LinearMap): Sum[] {
  const width = weights.length / intercept.length;
  return rows.flatMap((row) =>
    Array.from(intercept, (start, k) => sumOf([start, ...row.map((x, j) => x * (weights[k * width + j] as number))])),
  );
}

/** Σ_i factors[i, k] · row_i, for each k and column; then Σ_i factors[i, k]. */
export function productsOf(
  rows: Rows,
  width: number,
  outputs: number,
  factors: readonly number[],
): { readonly weights: Sum[]; readonly intercept: Sum[] } {
  const along = (k: number, x: (row: readonly number[]) => number): Sum =>
    sumOf(rows.map((row, i) => x(row) * (factors[i * outputs + k] as number)));
  const all = Array.from({ length: outputs }, (_, k) => k);
  return {
    weights: all.flatMap((k) => Array.from({ length: width }, (_, j) => along(k, (row) => row[j] as number))),
    intercept: all.map((k) => along(k, () => 1)),
  };
}

const sumOf = (terms: readonly number[]): Sum => ({
  value: terms.reduce((a, b) => a + b, 0),
  size: terms.reduce((a, b) => a + Math.abs(b), 0),
});

/** Expects sums within so many roundings of a type, of the sizes of their terms. */
export function expectSums(found: ArrayLike<number>, expected: readonly Sum[], roundings: number, unit: number): void {
  expect(found.length).toBe(expected.length);
  for (const [i, { value, size }] of expected.entries()) {
    const off = Math.abs((found[i] as number) - value);
    if (!(off <= roundings * unit * size + 1e-300)) expect(found[i], `of ${i}, off by ${off}`).toBe(value);
  }
}

/** Half the squared margin less a number, plus a quarter of the next output's: a loss of rows that is not one of its outputs each. */
export function loss({ first, rows, margins, values, slopes }: LossBlock): void {
  const outputs = slopes.length / values.length;
  for (let i = 0; i < rows; i++) {
    values[i] = 0;
    for (let k = 0; k < outputs; k++) {
      const z = (margins[i * outputs + k] as number) - shift(first + i, k);
      values[i] = (values[i] as number) + z ** 2 / 2;
      slopes[i * outputs + k] = z;
    }
  }
}

export const shift = (row: number, k: number): number => ((row * 7 + k * 3) % 5) / 4 - 0.5;

/** Values of which two in three are 0, row by row, every fifth row empty; and the same compressed. */
export function sparse(
  count: number,
  width: number,
  start: number,
): { readonly values: Float64Array; readonly compressed: CompressedRows } {
  const values = scattered(count * width, start).map(Math.fround);
  const kept: number[] = [];
  const starts = [0];
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < width; j++) {
      const at = i * width + j;
      if (i % 5 === 4 || (at * 7 + start) % 3 !== 0) values[at] = 0;
      else kept.push(at);
    }
    starts.push(kept.length);
  }
  const compressed = {
    starts: Int32Array.from(starts),
    columns: Int32Array.from(kept, (at) => at % width),
    values: Float64Array.from(kept, (at) => values[at] as number),
  };
  return { values, compressed };
}

export const kinds: readonly { readonly stored: FloatType; readonly computed: FloatType; readonly unit: number }[] = [
  { stored: "float32", computed: "float32", unit: 2 ** -24 },
  { stored: "float32", computed: "float64", unit: 2 ** -53 },
  { stored: "float64", computed: "float64", unit: 2 ** -53 },
];
