import type { FloatArray } from "./compiledRows.ts";

/** What mixes the places of a row, for the first rows of a block: vectors are `[rows, width]`, numbers and indices `[rows]`. */

/** A number a row at each place of its row. */
export function expand(rows: number, width: number, out: Float64Array, numbers: Float64Array): void {
  for (let row = 0, i = 0; row < rows; row++) {
    const number = numbers[row] as number;
    for (const end = i + width; i < end; i++) out[i] = number;
  }
}

export function sumRows(rows: number, width: number, out: Float64Array, vector: Float64Array): void {
  for (let row = 0, i = 0; row < rows; row++) {
    let sum = 0;
    for (const end = i + width; i < end; i++) sum += vector[i] as number;
    out[row] = sum;
  }
}

/** The sums with one place of each row left out. */
export function sumRowsExcept(
  rows: number,
  width: number,
  out: Float64Array,
  vector: Float64Array,
  indices: Float64Array,
): void {
  for (let row = 0, i = 0; row < rows; row++) {
    const except = i + (indices[row] as number);
    let sum = 0;
    for (const end = i + width; i < end; i++) if (i !== except) sum += vector[i] as number;
    out[row] = sum;
  }
}

/** The place of the largest element: the first of equals, NaN before all. */
export function argmaxRows(rows: number, width: number, out: Float64Array, vector: Float64Array): void {
  for (let row = 0, i = 0; row < rows; row++) {
    const start = i;
    let place = i;
    let largest = vector[i] as number;
    for (const end = i++ + width; i < end; i++) {
      const value = vector[i] as number;
      if (value > largest || (Number.isNaN(value) && !Number.isNaN(largest))) {
        largest = value;
        place = i;
      }
    }
    out[row] = place - start;
  }
}

/** The largest element, NaN left out. */
export function maxRows(rows: number, width: number, out: Float64Array, vector: Float64Array): void {
  for (let row = 0, i = 0; row < rows; row++) {
    let largest = -Infinity;
    for (const end = i + width; i < end; i++) {
      const value = vector[i] as number;
      if (value > largest) largest = value;
    }
    out[row] = largest;
  }
}

/** The sum without one element that is 1, of numbers up to 1; only where the others are small have they digits that the whole has not. */
export function restRows(rows: number, width: number, out: Float64Array, vector: Float64Array): void {
  sumRows(rows, width, out, vector);
  for (let row = 0; row < rows; row++) {
    const sum = out[row] as number;
    if (!(sum < 2)) {
      out[row] = sum - 1;
      continue;
    }
    let ones = -1;
    let others = 0;
    for (let i = row * width; i < (row + 1) * width; i++) {
      if (vector[i] === 1) ones++;
      else others += vector[i] as number;
    }
    out[row] = others + ones;
  }
}

/** One element of each row. */
export function pickRows(
  rows: number,
  width: number,
  out: Float64Array,
  vector: Float64Array,
  indices: Float64Array,
): void {
  for (let row = 0; row < rows; row++) out[row] = vector[row * width + (indices[row] as number)] as number;
}

/** One number a row at its place, 0 at the others. */
export function placeInRows(
  rows: number,
  width: number,
  out: Float64Array,
  numbers: Float64Array,
  indices: Float64Array,
): void {
  out.fill(0, 0, rows * width);
  patchRows(rows, width, out, numbers, indices);
}

/** One number a row at its place, the others as they are. */
export function patchRows(
  rows: number,
  width: number,
  out: FloatArray,
  numbers: Float64Array,
  indices: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    const index = indices[row] as number;
    if (index >= 0 && index < width) out[row * width + index] = numbers[row] as number;
  }
}

/** At each place the sum of the elements up to it. */
export function cumsumRows(
  rows: number,
  width: number,
  out: Float64Array,
  vector: Float64Array,
  { exclusive, reverse }: { readonly exclusive: boolean; readonly reverse: boolean },
): void {
  const step = reverse ? -1 : 1;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let n = 0, i = row * width + (reverse ? width - 1 : 0); n < width; n++, i += step) {
      const after = sum + (vector[i] as number);
      out[i] = exclusive ? sum : after;
      sum = after;
    }
  }
}

/** At each place the sum of the row's other elements: of those before, and of those behind. */
export function sumOthersOfRows(rows: number, width: number, out: Float64Array, vector: Float64Array): void {
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    let sum = 0;
    for (let i = start; i < start + width; i++) {
      out[i] = sum;
      sum += vector[i] as number;
    }
    sum = 0;
    for (let i = start + width - 1; i >= start; i--) {
      out[i] = (out[i] as number) + sum;
      sum += vector[i] as number;
    }
  }
}
