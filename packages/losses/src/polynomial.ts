import { add, mul, type Tensor, type TensorLike } from "@surprisal/tensor";

/** c₀ + c₁x + c₂x² + … in ops, from the highest power down. */
export const polynomial = ([first = 0, ...rest]: readonly number[], x: Tensor): TensorLike =>
  rest.length === 0 ? first : add(first, mul(polynomial(rest, x), x));
