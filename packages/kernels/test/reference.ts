/**
 * Functions to some 300 digits, in integers: a real number x is the integer x·2ᴾ. Enough for every float64, the subnormal ones as well, to keep
 * more digits than it has. Series and reductions only; nothing is taken from Math.
 */
const digits = 1200n;
const one = 1n << digits;

export type Real = bigint;

/** Rounded towards 0, so that the terms of a series get there. */
function mul(a: Real, b: Real): Real {
  const product = a * b;
  return product < 0n ? -(-product >> digits) : product >> digits;
}

const div = (a: Real, b: Real): Real => (a << digits) / b;

/** Exact. */
export function real(x: number): Real {
  let [scaled, shift] = [x, digits];
  for (; !Number.isInteger(scaled); scaled *= 2) shift--;
  return BigInt(scaled) << shift;
}

function sqrt(a: Real): Real {
  let root = one;
  for (let last = 0n; root !== last && root !== last + 1n;) [last, root] = [root, (root + div(a, root)) >> 1n];
  return root;
}

/** x + c₁x³ + c₂x⁵ + … of which each term is the last one times x² and a fraction. */
function oddSeries(
  x: Real,
  next: (term: Real, square: Real, n: bigint) => Real,
  weigh: (term: Real, n: bigint) => Real,
): Real {
  const square = mul(x, x);
  let [sum, term] = [0n, x];
  for (let n = 0n; term !== 0n; n++) {
    sum += weigh(term, n);
    term = next(term, square, n + 1n);
  }
  return sum;
}

const atanh = (x: Real): Real =>
  oddSeries(
    x,
    (t, square) => mul(t, square),
    (t, n) => t / (2n * n + 1n),
  );
const ln2 = 2n * atanh(one / 3n);

export function exp(x: Real): Real {
  const k = (x + (ln2 >> 1n)) / ln2 - (x < -(ln2 >> 1n) ? 1n : 0n);
  const r = x - k * ln2;
  let [sum, term] = [0n, one];
  for (let n = 1n; term !== 0n; n++) {
    sum += term;
    term = mul(term, r) / n;
  }
  return k >= 0n ? sum << k : sum >> -k;
}

export function log(x: Real): Real {
  const k = BigInt(x.toString(2).length) - digits;
  const m = k >= 0n ? x >> k : x << -k;
  return k * ln2 + 2n * atanh(div(m - one, m + one));
}

export const log1p = (x: Real): Real => log(one + x);
export const expm1 = (x: Real): Real => exp(x) - one;
export const tanh = (x: Real): Real => div(expm1(2n * x), exp(2n * x) + one);
export const sigmoid = (x: Real): Real => div(one, one + exp(-x));
export const softplus = (x: Real): Real => log1p(exp(x));
export const logSigmoid = (x: Real): Real => -softplus(-x);
export const logAddExp = (a: Real, b: Real): Real => log(exp(a) + exp(b));
export const pow = (x: Real, c: Real): Real => exp(mul(c, log(x)));

const alternating = (t: Real, square: Real): Real => -mul(t, square);

export function atan(x: Real): Real {
  // Halving the angle four times leaves little for the series.
  let half = x;
  for (let n = 0; n < 4; n++) half = div(half, one + sqrt(one + mul(half, half)));
  return 16n * oddSeries(half, alternating, (t, n) => t / (2n * n + 1n));
}

const pi = 4n * atan(one);

/** 2/√π·e^(−x²)·Σ 2ⁿx²ⁿ⁺¹/(2n + 1)!!: no term cancels another. */
export function erf(x: Real): Real {
  const series = oddSeries(
    x,
    (t, square, n) => (2n * mul(t, square)) / (2n * n + 1n),
    (t) => t,
  );
  return div(2n * mul(exp(-mul(x, x)), series), sqrt(pi));
}

/** B₂ₙ by Bernoulli's own recurrence, as fractions over one denominator. */
function bernoulli(count: number): Real[] {
  const all: Real[] = [one];
  for (let m = 1n; m <= 2n * BigInt(count); m++) {
    let [sum, binomial] = [0n, 1n];
    for (const [k, b] of all.entries()) {
      sum += binomial * b;
      binomial = (binomial * (m + 1n - BigInt(k))) / BigInt(k + 1);
    }
    all.push(-sum / (m + 1n));
  }
  return all.filter((_, n) => n > 0 && n % 2 === 0);
}

const stirling = bernoulli(40).map((b, n) => b / BigInt((2 * n + 2) * (2 * n + 1)));

/** ln |Γ(x)| to some 90 digits: Stirling's series from 100 on, and by reflection below 0. */
export function lgamma(x: Real): Real {
  if (x < 0n) {
    const r = -x - ((-x + (one >> 1n)) >> digits) * one;
    const angle = mul(pi, r < 0n ? -r : r);
    const sine = oddSeries(
      angle,
      (t, square, n) => -mul(t, square) / (2n * n * (2n * n + 1n)),
      (t) => t,
    );
    return log(pi) - log(-x) - log(sine) - lgamma(-x);
  }
  let [z, below] = [x, one];
  for (; z < 100n * one; z += one) below = mul(below, z);
  let [series, power] = [0n, div(one, z)];
  const square = mul(power, power);
  for (const c of stirling) {
    series += mul(c, power);
    power = mul(power, square);
  }
  return mul(z - (one >> 1n), log(z)) - z + (log(2n * pi) >> 1n) + series - log(below);
}

/**
 * How far a float is from a real number, in units of the last place of the float that is nearest to it, or of 2 to the power of the lowest
 * exponent where that is more.
 */
export function ulps(found: number, expected: Real, mantissaBits: number, lowestExponent: number): number {
  const size = expected < 0n ? -expected : expected;
  const exponent = Math.max(size.toString(2).length - 1 - Number(digits), lowestExponent);
  const ulp = digits + BigInt(exponent - mantissaBits);
  const distance = real(found) - expected;
  return Number(((distance < 0n ? -distance : distance) << 20n) >> ulp) / 2 ** 20;
}
