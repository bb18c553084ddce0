/**
 * The error model of finite differences.
 *
 * From values at −2h, −h, 0, h, 2h: D(h) and D(2h) are central differences, R = (4·D(h) − D(2h))/3 their extrapolation.
 * - Truncation: |D(h) − D(2h)| is about h²·f‴/2, three times the error of D(h) and far above that of R; taken 3 times.
 * - Rounding: `noise` is what the value of f may be off by; a difference of two such values over 2h is off by noise/h.
 * - Kinks: where the jump of the slope over [−h, h] does not shrink with h, f has a corner here, and every number between
 *   the two one-sided slopes is a derivative.
 */
export interface Enclosure {
  readonly low: number;
  readonly high: number;
}

/** Values of one function at −2h, −h, 0, h and 2h. */
export type Stencil = readonly [number, number, number, number, number];

/** The interval that must hold the derivative at 0. */
export function enclose([f2, f1, f0, g1, g2]: Stencil, h: number, noise: number): Enclosure {
  const narrow = (g1 - f1) / (2 * h);
  const wide = (g2 - f2) / (4 * h);
  const rounding = noise / h;
  const tolerance = 3 * Math.abs(narrow - wide) + rounding;
  const best = (4 * narrow - wide) / 3;
  let low = best - tolerance;
  let high = best + tolerance;
  const jump = Math.abs(g1 - 2 * f0 + f1) / h;
  const wideJump = Math.abs(g2 - 2 * f0 + f2) / (2 * h);
  // Half the jump at half the step is what a smooth function has; the same jump is what a corner has.
  if (jump > 0.7 * wideJump && jump > 8 * rounding) {
    // One-sided, with and without what curvature does to them.
    const slopes = [(g1 - f0) / h, (f0 - f1) / h, (4 * g1 - g2 - 3 * f0) / (2 * h), (3 * f0 - 4 * f1 + f2) / (2 * h)];
    low = Math.min(low, ...slopes.map((slope) => slope - tolerance));
    high = Math.max(high, ...slopes.map((slope) => slope + tolerance));
  }
  return { low, high };
}

/** Throws where a claimed derivative lies outside of what differences allow. */
export function expectWithin(what: string, claimed: number, { low, high }: Enclosure): void {
  if (claimed >= low && claimed <= high) return;
  const middle = (low + high) / 2;
  throw new Error(`${what} is ${claimed}, finite differences give ${middle} ± ${(high - low) / 2}`);
}
