import * as fc from "fast-check";

export interface RealOptions {
  /** What the numbers are exact in. Default float64. */
  readonly dtype?: "float32" | "float64";
  /** The largest size. Default 1e4. */
  readonly extent?: number;
  /** Also numbers below the smallest normal one. Default true. */
  readonly subnormals?: boolean;
  /** Also ±Infinity. Default false. */
  readonly infinities?: boolean;
  /** Also NaN. Default false. */
  readonly nan?: boolean;
}

/** Evenly spread numbers of an interval: fc.double draws evenly among representations, nearly all of which are next to 0. */
export function evenly(low: number, high: number): fc.Arbitrary<number> {
  const steps = 2 ** 31 - 1;
  const [middle, reach] = [(low + high) / 2, (high - low) / 2];
  return fc.integer({ min: -steps, max: steps }).map((i) => middle + reach * (i / steps));
}

const smallestNormal = { float32: 2 ** -126, float64: 2 ** -1022 };

/**
 * Real numbers as losses meet them: mostly of ordinary size, some whole (so that ties occur), some at the extremes.
 *
 * @param options - `dtype`, `extent`, `subnormals`, `infinities`, `nan`.
 * @returns an arbitrary of fast-check.
 * @example
 * import * as fc from "fast-check";
 * fc.sample(reals({ extent: 100 }), 50).every((x) => Math.abs(x) <= 100) // → true
 */
export function reals(options: RealOptions = {}): fc.Arbitrary<number> {
  const { dtype = "float64", extent = 1e4, subnormals = true, infinities = false, nan = false } = options;
  const near = Math.min(8, extent);
  const special = [0, extent, -extent];
  const small = smallestNormal[dtype];
  if (subnormals) special.push(small / 2, -small / 4);
  if (infinities) special.push(Infinity, -Infinity);
  if (nan) special.push(Number.NaN);
  const drawn = fc.oneof(
    { weight: 6, arbitrary: evenly(-near, near) },
    {
      weight: 2,
      arbitrary: fc.integer({ min: -Math.floor(Math.min(3, extent)), max: Math.floor(Math.min(3, extent)) }),
    },
    { weight: 1, arbitrary: evenly(-extent, extent) },
    { weight: 1, arbitrary: fc.constantFrom(...special) },
  );
  return dtype === "float32" ? drawn.map(Math.fround) : drawn;
}

/**
 * Numbers of ordinary size whose derivatives finite differences can tell: in an interval, away from its ends by a thousandth of it.
 *
 * @param low - lower end.
 * @param high - upper end.
 * @returns an arbitrary of fast-check.
 * @example
 * import * as fc from "fast-check";
 * fc.sample(between(0, 1), 50).every((x) => x > 0 && x < 1) // → true
 */
export function between(low: number, high: number): fc.Arbitrary<number> {
  const margin = (high - low) / 1000;
  return evenly(low + margin, high - margin);
}
