import * as fc from "fast-check";
import { evenly, reals, type RealOptions } from "./numbers.ts";

/**
 * Rows of logits: reals, and rows of equal ones.
 *
 * @param count - how many classes.
 * @param options - as `reals`.
 * @returns an arbitrary of fast-check.
 * @example
 * import * as fc from "fast-check";
 * fc.sample(logits(3), 1)[0]?.length // → 3
 */
export function logits(count: number, options: RealOptions = {}): fc.Arbitrary<number[]> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.array(reals(options), { minLength: count, maxLength: count }) },
    { weight: 1, arbitrary: reals(options).map((value) => Array.from({ length: count }, () => value)) },
  );
}

/** softmax of a row, in plain numbers. */
export function normalized(row: readonly number[]): number[] {
  const largest = Math.max(...row);
  const weights = row.map((z) => Math.exp(z - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/**
 * Distributions over classes: from flat to nearly certain, and, unless told otherwise, with probabilities that are exactly 0 or 1.
 *
 * @param count - how many classes.
 * @param options - `interior`: no probability is 0. Default false.
 * @returns an arbitrary of fast-check; each row sums to 1.
 * @example
 * import * as fc from "fast-check";
 * const row = fc.sample(distributions(3), 1)[0] ?? []
 * row.reduce((sum, p) => sum + p, 0) // → 1.0000
 */
export function distributions(count: number, options: { readonly interior?: boolean } = {}): fc.Arbitrary<number[]> {
  const inside = logits(count, { extent: 8, subnormals: false }).map(normalized);
  if (options.interior === true) return inside;
  const certain = fc.nat({ max: count - 1 }).map((k) => Array.from({ length: count }, (_, i) => Number(i === k)));
  const partly = fc.tuple(inside, fc.nat({ max: count - 1 })).map(([row, k]) => {
    const rest = row.reduce((sum, p, i) => (i === k ? sum : sum + p), 0);
    return rest > 0 ? row.map((p, i) => (i === k ? 0 : p / rest)) : row;
  });
  return fc.oneof(
    { weight: 4, arbitrary: inside },
    { weight: 1, arbitrary: certain },
    { weight: 1, arbitrary: partly },
  );
}

/**
 * Probabilities of one event each: in (0, 1), and, unless told otherwise, exactly 0 and 1.
 *
 * @param options - `interior`: neither 0 nor 1. Default false.
 * @returns an arbitrary of fast-check.
 * @example
 * import * as fc from "fast-check";
 * fc.sample(probabilities(), 50).every((p) => p >= 0 && p <= 1) // → true
 */
export function probabilities(options: { readonly interior?: boolean } = {}): fc.Arbitrary<number> {
  const inside = evenly(-8, 8).map((x) => 1 / (1 + Math.exp(-x)));
  if (options.interior === true) return inside;
  return fc.oneof({ weight: 4, arbitrary: inside }, { weight: 1, arbitrary: fc.constantFrom(0, 1) });
}

/**
 * Class indices.
 *
 * @param count - how many classes.
 * @returns an arbitrary of whole numbers 0 … count − 1.
 * @example
 * import * as fc from "fast-check";
 * fc.sample(classIndices(3), 50).every((k) => k >= 0 && k < 3) // → true
 */
export function classIndices(count: number): fc.Arbitrary<number> {
  return fc.nat({ max: count - 1 });
}
