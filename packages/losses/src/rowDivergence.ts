import {
  add,
  composed,
  defineBinary,
  equal,
  exp,
  expm1,
  less,
  lessEqual,
  mul0,
  neg,
  scoped,
  sub,
  sum,
  type Tensor,
  where,
} from "@surprisal/tensor";
import { exponentialExcess, exponentialExcessInOps } from "./exponentialExcess.ts";

/** q − p + p log(p/q) of log-probabilities: never negative, and exact where the two are close. */
const term = defineBinary(
  "divergenceTerm",
  composed(
    scoped({ exponentialExcess }, ({ exponentialExcess: excess }) => (logP: number, logQ: number) => {
      const [p, q, d] = [Math.exp(logP), Math.exp(logQ), logQ - logP];
      // 0 wins over ∞.
      if (p === 0) return q;
      return d < 1 ? p * excess(d) : q - p * (1 + d);
    }),
    (logP, logQ) => {
      const [p, q, d] = [exp(logP), exp(logQ), sub(logQ, logP)];
      const far = sub(q, mul0(p, add(1, d)));
      return where(equal(p, 0), q, where(less(d, 1), mul0(p, exponentialExcessInOps(d)), far));
    },
  ),
  [(t, _, logP, logQ) => mul0(mul0(exp(logP), sub(logP, logQ)), t), (t, _, logP, logQ) => mul0(minus(logQ, logP), t)],
);

/** eᵃ − eᵇ. */
const minus = (a: Tensor, b: Tensor): Tensor =>
  where(lessEqual(a, b), mul0(exp(b), expm1(sub(a, b))), neg(mul0(exp(a), expm1(sub(b, a)))));

/** KL(P ‖ Q) of rows of log-probabilities, both of which add up to 1. */
export const rowDivergence = (logP: Tensor, logQ: Tensor): Tensor => sum(term(logP, logQ), { axis: -1 });
