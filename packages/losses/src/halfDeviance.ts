import { defineBinary, div, exp, log, mul, mul0, scoped, sub, type Tensor } from "@surprisal/tensor";

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

/** whole·e(k·d)/k. Far from 0 the power of the mean is given: whole may be so small that exp(k·d) is not finite. */
const part = scoped(
  { exponentialExcess },
  ({ exponentialExcess: excess }) =>
    (k: number, d: number, whole: number, powerOfMean: number): number =>
      k === 0 ? 0 : (Math.abs(k * d) < 1 ? whole * excess(k * d) : powerOfMean - whole * (1 + k * d)) / k,
);

/**
 * Half the unit deviance of the Tweedie family with variance μᵖ, of the logarithm of the mean and the target: with d = log(μ/y) it is
 * y²⁻ᵖ·(e((2 − p)d)/(2 − p) − e((1 − p)d)/(1 − p)), where e(x) = exp x − 1 − x, and a quotient at p = 1 or 2 is its limit 0.
 */
export function halfDeviance(power: number): (logMean: Tensor, target: Tensor) => Tensor {
  const compute = scoped({ power, part }, ({ part, power }) => (x: number, y: number): number => {
    if (y === 0) return power < 2 ? Math.exp((2 - power) * x) / (2 - power) : Infinity;
    const d = x - Math.log(y);
    const whole = y ** (2 - power);
    return (
      part(2 - power, d, whole, Math.exp((2 - power) * x)) - part(1 - power, d, whole, y * Math.exp((1 - power) * x))
    );
  });
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
