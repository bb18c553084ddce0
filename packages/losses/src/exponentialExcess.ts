import { abs, expm1, less, mul, square, sub, type Tensor, where } from "@surprisal/tensor";
import { polynomial } from "./polynomial.ts";

/** eˣ − 1 − x, which vanishes with x²: near 0 by its series, since the difference has no digits there. */
export function exponentialExcess(x: number): number {
  if (Math.abs(x) >= 1) return Math.expm1(x) - x;
  let [sum, term] = [0, x];
  for (let n = 2; n < 20; n++) sum += term *= x / n;
  return sum;
}

/** The same in ops. */
export function exponentialExcessInOps(x: Tensor): Tensor {
  const coefficients = [0.5];
  for (let n = 3; n < 20; n++) coefficients.push((coefficients.at(-1) ?? 0) / n);
  return where(less(abs(x), 1), mul(square(x), polynomial(coefficients, x)), sub(expm1(x), x));
}
