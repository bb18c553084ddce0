/** Rows of which few numbers are not 0: those, the columns they stand in, and where each row begins. */
export interface SparseRows<A extends Float32Array | Float64Array = Float32Array | Float64Array> {
  readonly values: A;
  readonly columns: Int32Array;
  readonly starts: Int32Array;
}

/**
 * One pass of a logistic regression over sparse rows, as one writes it by hand in JavaScript: each row is read twice in a row. Writes the
 * gradient of the mean loss; returns the mean.
 */
export function sparseLogistic<A extends Float32Array | Float64Array>(
  { values, columns, starts }: SparseRows<A>,
  target: A,
  weights: A,
  gradient: A,
): number {
  gradient.fill(0);
  let total = 0;
  for (let row = 0; row < target.length; row++) {
    const [start, end] = [starts[row] as number, starts[row + 1] as number];
    let z = 0;
    for (let k = start; k < end; k++) z += (values[k] as number) * (weights[columns[k] as number] as number);
    const [y, small] = [target[row] as number, Math.exp(-Math.abs(z))];
    total += Math.max(z, 0) - z * y + Math.log1p(small);
    const slope = ((z >= 0 ? 1 : small) / (1 + small) - y) / target.length;
    for (let k = start; k < end; k++) {
      const column = columns[k] as number;
      gradient[column] = (gradient[column] as number) + slope * (values[k] as number);
    }
  }
  return total / target.length;
}
