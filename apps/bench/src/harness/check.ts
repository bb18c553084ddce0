import type { Result } from "./work.ts";

/** How far each array of a result is from the reference, and whether all of them are within their tolerance. */
export interface Check {
  readonly isRight: boolean;
  /** The largest difference, of the largest entry of the reference; Infinity where arrays cannot be compared. */
  readonly errors: Readonly<Record<string, number>>;
  readonly tolerances: Readonly<Record<string, number>>;
}

/** Compares a result with the reference: every array of it, every element. */
export function check(result: Result, reference: Result, tolerances: Readonly<Record<string, number>>): Check {
  const errors = Object.fromEntries(
    Object.entries(reference).map(([name, expected]) => [name, relativeError(result[name], expected)]),
  );
  // Without a tolerance nothing is right: no number is at most NaN.
  const isRight = Object.entries(errors).every(([name, error]) => error <= (tolerances[name] ?? Number.NaN));
  return { isRight, errors, tolerances };
}

function relativeError(actual: ArrayLike<number> | undefined, expected: ArrayLike<number>): number {
  if (actual?.length !== expected.length) return Number.POSITIVE_INFINITY;
  let [difference, largest] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [actual[i] as number, expected[i] as number];
    const own = Math.abs(a - b);
    // Seldom, since arrays are large: a NaN is neither.
    if (!(own <= difference) && !Object.is(a, b)) {
      if (Number.isNaN(own)) return Number.POSITIVE_INFINITY;
      difference = own;
    }
    if (Math.abs(b) > largest) largest = Math.abs(b);
  }
  return difference === 0 ? 0 : difference / largest;
}
