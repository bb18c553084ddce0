/**
 * The eigenvalues of a small symmetric matrix, by Jacobi rotations.
 *
 * @see Golub & Van Loan, "Matrix Computations", 4th edition, section 8.5.
 */
export function eigenvalues(matrix: readonly (readonly number[])[]): number[] {
  const n = matrix.length;
  const a = matrix.map((row, i) => row.map((value, j) => (value + (matrix[j]?.[i] ?? 0)) / 2));
  const get = (i: number, j: number): number => a[i]?.[j] ?? 0;
  const set = (i: number, j: number, value: number): void => {
    const row = a[i];
    if (row) row[j] = value;
  };
  if (a.some((row) => row.some((value) => !Number.isFinite(value)))) return a.map(() => Infinity);
  for (let sweep = 0; sweep < 30; sweep++) {
    let changed = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(get(p, q)) <= 1e-16 * (Math.abs(get(p, p)) + Math.abs(get(q, q)))) continue;
        changed = true;
        const theta = (get(q, q) - get(p, p)) / (2 * get(p, q));
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const [kp, kq] = [get(k, p), get(k, q)];
          set(k, p, c * kp - s * kq);
          set(k, q, s * kp + c * kq);
        }
        for (let k = 0; k < n; k++) {
          const [pk, qk] = [get(p, k), get(q, k)];
          set(p, k, c * pk - s * qk);
          set(q, k, s * pk + c * qk);
        }
      }
    }
    if (!changed) break;
  }
  return a.map((_, i) => get(i, i));
}
