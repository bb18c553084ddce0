import type { TensorLike } from "../core/create.ts";
import { scoped } from "../core/scoped.ts";
import type { Tensor } from "../core/tensor.ts";
import { defineUnary } from "./elementwise.ts";
import { exp } from "./exp.ts";
import { mul } from "./mul.ts";
import { mul0 } from "./mul0.ts";
import { neg } from "./neg.ts";
import { square } from "./square.ts";

const compute = scoped({ series, complement }, ({ complement, series }) => (x: number): number => {
  const size = Math.abs(x);
  if (size >= 6) return Math.sign(x);
  return size < 2 ? (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * series(x) : Math.sign(x) * (1 - complement(size));
});

/**
 * The error function, 2/√π · ∫₀ˣ exp(−t²) dt: the normal distribution function is (1 + erf(x/√2))/2.
 *
 * @param x - any shape.
 * @returns the shape of x, in [−1, 1].
 * @example
 * erf(tensor([0, 1, -0.5])) // → [0, 0.8427008, -0.5204999]
 */
export const erf: (x: TensorLike) => Tensor = defineUnary("erf", compute, (t, _, x) =>
  mul0(mul(exp(neg(square(x))), 2 / Math.sqrt(Math.PI)), t),
);

/** x·Σ (2x²)ⁿ/(2n + 1)!!: no term cancels another. */
function series(x: number): number {
  let total = x;
  let term = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(total); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return total;
}

/** 1 − erf by Laplace's continued fraction, from 2 on. */
function complement(x: number): number {
  let fraction = x;
  for (let n = 60; n > 0; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}
