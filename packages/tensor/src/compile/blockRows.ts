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
