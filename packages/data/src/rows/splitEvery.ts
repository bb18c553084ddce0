import { ParameterError } from "@surprisal/contract";

/** The numbers of the rows to learn from, and of those to test on. Each row is in one of the two. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * Sets every n-th row aside for testing: row i is a test row if i mod n = n − 1. No chance is in it, so that results can be compared.
 *
 * @param rowCount - how many rows there are.
 * @param n - a whole number from 2; one row in n is a test row.
 * @returns row numbers from 0, increasing.
 * @throws ParameterError for numbers out of range.
 * @example
 * splitEvery(7, 3) // → { train: [0, 1, 3, 4, 6], test: [2, 5] }
 */
export function splitEvery(rowCount: number, n: number): Split {
  if (!Number.isInteger(rowCount) || rowCount < 0 || rowCount > 2 ** 31 - 1) {
    throw new ParameterError(`splitEvery: rowCount is ${rowCount}, expected a whole number in 0 … 2^31 − 1`);
  }
  if (!Number.isInteger(n) || n < 2) throw new ParameterError(`splitEvery: n is ${n}, expected a whole number from 2`);
  const test = new Int32Array(Math.floor(rowCount / n));
  const train = new Int32Array(rowCount - test.length);
  for (let i = 0; i < rowCount; i++) {
    if (i % n === n - 1) test[(i - n + 1) / n] = i;
    else train[i - Math.floor(i / n)] = i;
  }
  return { train, test };
}
