/**
 * The mean of `count` terms, summed with a running compensation (Neumaier), so that rounding errors do not grow with `count`.
 *
 * @see Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974), algorithm IV.
 */
export function mean(count: number, term: (i: number) => number): number {
  let sum = 0;
  let compensation = 0;
  for (let i = 0; i < count; i++) {
    const value = term(i);
    const next = sum + value;
    compensation += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  // Infinity leaves a compensation of NaN.
  return (Number.isFinite(sum) ? sum + compensation : sum) / count;
}
