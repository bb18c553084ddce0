import { ParameterError } from "@surprisal/contract";
import { equal, mul, pow, sum, where, type Tensor, type TensorLike } from "@surprisal/tensor";

/** Σ p^α q^(1 − α): what has no probability in P adds nothing, whatever it has in Q. */
export function affinity(unit: string, p: TensorLike, q: TensorLike, alpha: number, axis = -1): Tensor {
  if (!(alpha > 0 && alpha < Infinity)) throw new ParameterError(`${unit}: alpha is ${alpha}, expected (0, ∞)`);
  return sum(where(equal(p, 0), 0, mul(pow(p, alpha), pow(q, 1 - alpha))), { axis });
}
