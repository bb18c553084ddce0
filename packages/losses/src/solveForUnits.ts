/**
 * The solutions x of A·x = b for each b among the unit vectors, by Gaussian elimination with partial pivoting.
 *
 * @param matrix - A, `n · n` numbers row by row, of size 1.
 * @param n - rows of A.
 * @returns the solutions, one a row; undefined where A is singular.
 * @see Golub & Van Loan, "Matrix Computations", 4th edition, section 3.4.
 */
export function solveForUnits(matrix: ArrayLike<number>, n: number): Float64Array | undefined {
  const rows: Float64Array[] = Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: 2 * n }, (__, j) => (j < n ? (matrix[i * n + j] ?? 0) : Number(j - n === i))),
  );
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(at(i, k)) > Math.abs(at(best, k))) best = i;
    // What is left of a singular matrix are roundings.
    if (!(Math.abs(at(best, k)) > n * Number.EPSILON)) return undefined;
    [rows[k], rows[best]] = [rows[best] as Float64Array, rows[k] as Float64Array];
    for (let i = k + 1; i < n; i++) eliminate(rows[i] as Float64Array, rows[k] as Float64Array, k);
  }
  const solutions = new Float64Array(n * n);
  for (let unit = 0; unit < n; unit++) {
    for (let i = n - 1; i >= 0; i--) {
      let rest = at(i, n + unit);
      for (let j = i + 1; j < n; j++) rest -= at(i, j) * (solutions[unit * n + j] as number);
      solutions[unit * n + i] = rest / at(i, i);
    }
  }
  return solutions;
}

function eliminate(row: Float64Array, pivot: Float64Array, k: number): void {
  const factor = (row[k] as number) / (pivot[k] as number);
  if (factor === 0) return;
  for (let j = k; j < row.length; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number);
}
