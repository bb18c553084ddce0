import {
  abs,
  add,
  composed,
  defineBinary,
  div,
  equal,
  exp,
  less,
  log,
  mul,
  mul0,
  pow,
  scoped,
  sub,
  type Tensor,
  where,
} from "@surprisal/tensor";
import { exponentialExcess, exponentialExcessInOps } from "./exponentialExcess.ts";

/** whole·e(k·d)/k. Far from 0 the power of the mean is given: whole may be so small that exp(k·d) is not finite. */
const part = scoped(
  { exponentialExcess },
  ({ exponentialExcess: excess }) =>
    (k: number, d: number, whole: number, powerOfMean: number): number =>
      k === 0 ? 0 : (Math.abs(k * d) < 1 ? whole * excess(k * d) : powerOfMean - whole * (1 + k * d)) / k,
);

/** The same in ops. */
function partInOps(k: number, d: Tensor, whole: Tensor, powerOfMean: Tensor): Tensor | number {
  if (k === 0) return 0;
  const gap = mul(k, d);
  const far = sub(powerOfMean, mul(whole, add(1, gap)));
  return div(where(less(abs(gap), 1), mul(whole, exponentialExcessInOps(gap)), far), k);
}

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
  const inOps = (x: Tensor, y: Tensor): Tensor => {
    const isZero = equal(y, 0);
    const positive = where(isZero, 1, y);
    const [d, whole] = [sub(x, log(positive)), pow(positive, 2 - power)];
    const powerOfMean = exp(mul(2 - power, x));
    const own = partInOps(2 - power, d, whole, powerOfMean);
    const other = partInOps(1 - power, d, whole, mul(y, exp(mul(1 - power, x))));
    return where(isZero, power < 2 ? div(powerOfMean, 2 - power) : Infinity, sub(own, other));
  };
  return defineBinary(
    "halfDeviance",
    composed(compute, inOps),
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
