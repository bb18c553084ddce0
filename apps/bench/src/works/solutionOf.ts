/**
 * The solution of a system whose matrix is symmetric and positive definite, by Cholesky's own way: row by row, plainly, in float64.
 *
 * @param a - `[size · size]`, of which the lower triangle is read.
 * @param b - `[size]`.
 */
export function solutionOf(a: Float32Array | Float64Array, b: Float32Array | Float64Array): Float64Array {
  const size = b.length;
  const rows = Array.from({ length: size }, (_, i) => Float64Array.from(a.subarray(i * size, i * size + i + 1)));
  const x = Float64Array.from(b);
  for (const [i, row] of rows.entries()) {
    for (let j = 0; j <= i; j++) {
      const other = rows[j] as Float64Array;
      let left = row[j] as number;
      for (let k = 0; k < j; k++) left -= (row[k] as number) * (other[k] as number);
      row[j] = i === j ? Math.sqrt(left) : left / (other[j] as number);
    }
    let left = x[i] as number;
    for (let k = 0; k < i; k++) left -= (row[k] as number) * (x[k] as number);
    x[i] = left / (row[i] as number);
  }
  for (let i = size - 1; i >= 0; i--) {
    const row = rows[i] as Float64Array;
    x[i] = (x[i] as number) / (row[i] as number);
    for (let k = 0; k < i; k++) x[k] = (x[k] as number) - (row[k] as number) * (x[i] as number);
  }
  return x;
}
