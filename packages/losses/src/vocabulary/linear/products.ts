/** The arrays of tensors of real numbers. */
export type Floats = Float32Array | Float64Array;

/** `out` = a · bᵀ for a `[m, k]` and b `[n, k]`. */
export function timesTransposed(out: Floats, a: Floats, b: Floats, m: number, n: number, k: number): void {
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < m; i++) {
      let [even, odd] = [0, 0];
      let l = 0;
      for (; l + 1 < k; l += 2) {
        even += (a[i * k + l] as number) * (b[j * k + l] as number);
        odd += (a[i * k + l + 1] as number) * (b[j * k + l + 1] as number);
      }
      if (l < k) even += (a[i * k + l] as number) * (b[j * k + l] as number);
      out[i * n + j] = even + odd;
    }
  }
}

/** `out` += a · b for a `[m, k]` and b `[k, n]`. */
export function addTimes(out: Floats, a: Floats, b: Floats, m: number, n: number, k: number): void {
  const sums = new Float64Array(n);
  for (let i = 0; i < m; i++) {
    sums.set(out.subarray(i * n, (i + 1) * n));
    for (let l = 0; l < k; l++) {
      const factor = a[i * k + l] as number;
      for (let j = 0, at = l * n; j < n; j++, at++) sums[j] = (sums[j] as number) + factor * (b[at] as number);
    }
    out.set(sums, i * n);
  }
}

/** `out` += aᵀ · b for a `[m, k]` and b `[m, n]`. */
export function addTransposedTimes(out: Floats, a: Floats, b: Floats, m: number, n: number, k: number): void {
  const sums = new Float64Array(n);
  for (let l = 0; l < k; l++) {
    sums.set(out.subarray(l * n, (l + 1) * n));
    for (let i = 0; i < m; i++) {
      const factor = a[i * k + l] as number;
      for (let j = 0, at = i * n; j < n; j++, at++) sums[j] = (sums[j] as number) + factor * (b[at] as number);
    }
    out.set(sums, l * n);
  }
}
