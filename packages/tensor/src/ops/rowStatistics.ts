import type { TypedArray } from "../core/dtype.ts";

/** What every function of the softmax of a row needs: its maximum, and the sum of exp(x − maximum) with one maximum left out. */
export interface RowStatistics {
  readonly maximum: number;
  readonly rest: number;
}

/**
 * The statistics of one row. With `rest` R, logSumExp = m + log1p(R) and logSoftmax = (x − m) − log1p(R) keep every digit of
 * a confident row, which log(1 + R) would round away.
 */
export function rowStatistics(x: TypedArray, start: number, length: number): RowStatistics {
  let at = start;
  for (let i = start + 1; i < start + length; i++) {
    const value = x[i] as number;
    if (value > (x[at] as number) || Number.isNaN(value)) at = i;
  }
  const maximum = x[at] as number;
  // ∞ − ∞ among the logits: no log-probability of the row has a meaning.
  let rest = maximum === Infinity ? Number.NaN : 0;
  for (let i = start; i < start + length; i++) if (i !== at) rest += Math.exp((x[i] as number) - maximum);
  return { maximum, rest };
}
