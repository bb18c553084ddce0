import { equal, mul, pow, sum, where, type Tensor } from "@surprisal/tensor";
import { checkBetween, type Measure } from "./readMeasure.ts";

/** Σ p^α q^(1 − α): what has no probability in P adds nothing, whatever it has in Q. */
export function affinity(unit: string, { p, q, axis }: Measure, alpha: number): Tensor {
  checkBetween(unit, "alpha", alpha, Infinity);
  return sum(where(equal(p, 0), 0, mul(pow(p, alpha), pow(q, 1 - alpha))), { axis });
}
