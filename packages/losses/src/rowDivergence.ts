import {
  defineBinary,
  exp,
  expm1,
  lessEqual,
  mul0,
  neg,
  scoped,
  sub,
  sum,
  where,
  type Tensor,
} from "@surprisal/tensor";

/** eᵈ − 1 − d, which vanishes with d². */
function excess(d: number): number {
  if (Math.abs(d) > 0.5) return Math.expm1(d) - d;
  let [sum, term] = [0, d];
  for (let n = 2; n < 16; n++) sum += term *= d / n;
  return sum;
}

/** q − p + p log(p/q) of log-probabilities: never negative, and exact where the two are close. */
const term = defineBinary(
  "divergenceTerm",
  scoped({ excess }, ({ excess }) => (logP: number, logQ: number) => {
    const [p, q, d] = [Math.exp(logP), Math.exp(logQ), logQ - logP];
    // 0 wins over ∞.
    if (p === 0) return q;
    return d < 1 ? p * excess(d) : q - p * (1 + d);
  }),
  [(t, _, logP, logQ) => mul0(mul0(exp(logP), sub(logP, logQ)), t), (t, _, logP, logQ) => mul0(minus(logQ, logP), t)],
);

/** eᵃ − eᵇ. */
const minus = (a: Tensor, b: Tensor): Tensor =>
  where(lessEqual(a, b), mul0(exp(b), expm1(sub(a, b))), neg(mul0(exp(a), expm1(sub(b, a)))));

/** KL(P ‖ Q) of rows of log-probabilities, both of which add up to 1. */
export const rowDivergence = (logP: Tensor, logQ: Tensor): Tensor => sum(term(logP, logQ), { axis: -1 });
