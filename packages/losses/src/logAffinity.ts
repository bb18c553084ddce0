import { add, equal, logSumExp, mul, where, type Tensor } from "@surprisal/tensor";

/** log Σ p^α q^(1 − α) of two rows of log-probabilities: 0 where they are the same. What p gives no probability adds nothing. */
export function logAffinity(logP: Tensor, logQ: Tensor, alpha: number): Tensor {
  const terms = add(mul(alpha, logP), mul(1 - alpha, logQ));
  return logSumExp(where(equal(logP, -Infinity), -Infinity, terms), { axis: -1 });
}
