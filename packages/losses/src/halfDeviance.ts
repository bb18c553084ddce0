import { defineBinary, div, exp, log, mul, mul0, sub, type Tensor } from "@surprisal/tensor";

/**
 * Half the unit deviance of the Tweedie family with variance μᵖ, of the logarithm of the mean and the target: with d = log(μ/y) it is
 * y²⁻ᵖ·(e((2 − p)d)/(2 − p) − e((1 − p)d)/(1 − p)), where e(x) = exp x − 1 − x, and a quotient at p = 1 or 2 is its limit 0.
 */
export function halfDeviance(power: number): (logMean: Tensor, target: Tensor) => Tensor {
  const compute = (x: number, y: number): number => {
    if (y === 0) return power < 2 ? Math.exp((2 - power) * x) / (2 - power) : Infinity;
    const d = x - Math.log(y);
    const whole = y ** (2 - power);
    const part = (k: number, product: () => number): number => {
      if (k === 0) return 0;
      // Far from 0 the power of the mean comes from x itself: y may be so small that exp(k·d) is not finite.
      return (Math.abs(k * d) < 1 ? whole * exponentialExcess(k * d) : product() - whole * (1 + k * d)) / k;
    };
    return part(2 - power, () => Math.exp((2 - power) * x)) - part(1 - power, () => y * Math.exp((1 - power) * x));
  };
  return defineBinary(
    "halfDeviance",
    compute,
    [
      (t, _, x, y) => mul0(sub(exp(mul(2 - power, x)), mul0(y, exp(mul(1 - power, x)))), t),
      (t, _, x, y) => mul0(canonicalGap(power, x, y), t),
    ],
    { result: "float" },
  );
}

/** The derivative by the target: the canonical parameter of the target less that of the mean. */
function canonicalGap(power: number, x: Tensor, y: Tensor): Tensor {
  const logarithm = log(y);
  if (power === 1) return sub(logarithm, x);
  return div(sub(exp(mul(1 - power, logarithm)), exp(mul(1 - power, x))), 1 - power);
}

/** exp x − 1 − x for |x| < 1, by its series: the difference has no digits near 0. */
function exponentialExcess(x: number): number {
  let total = 0;
  let term = x;
  for (let n = 2; n < 20; n++) {
    term *= x / n;
    total += term;
  }
  return total;
}
