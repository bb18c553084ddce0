/** The mean and the population's standard deviation of a column. */
export interface Statistics {
  readonly mean: number;
  readonly std: number;
}

/**
 * Mean and standard deviation, right to the last digits: in two passes, with compensated sums.
 *
 * NaN stands for a value that is not there. It is taken to be the mean: it counts as a row, and deviates by 0.
 * A column of one value has exactly that mean, and std 1; so has, with mean 0, a column without values.
 */
export function statisticsOf(values: Float64Array): Statistics {
  const present = values.filter((value) => !Number.isNaN(value));
  const [first = 0] = present;
  if (present.every((value) => value === first)) return { mean: first, std: 1 };
  const mean = compensatedSum(present, (value) => value) / present.length;
  // Scaled by a power of two, which rounds nothing, the squares of very large and very small deviations stay in range.
  const largest = present.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  const scale = 2 ** Math.floor(Math.log2(largest));
  const squares = compensatedSum(present, (value) => ((value - mean) / scale) ** 2);
  const std = scale * Math.sqrt(squares / values.length);
  return { mean, std: std === 0 ? 1 : std };
}

/** Neumaier's sum: what is lost by rounding is added up beside it. */
function compensatedSum(values: Float64Array, term: (value: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const each = term(value);
    const next = sum + each;
    lost += Math.abs(sum) >= Math.abs(each) ? sum - next + each : each - next + sum;
    sum = next;
  }
  return sum + lost;
}
