import { cast, div, full, sizeOf, sum, type Tensor } from "@surprisal/tensor";
import type { LossTotal } from "./types.ts";

/** The sum of some values, and of the weights they were multiplied by: 1 each where there are none. */
export function addUp({
  values,
  weights,
}: {
  readonly values: Tensor;
  readonly weights: Tensor | undefined;
}): LossTotal {
  const normalizer = weights ? sum(cast(weights, "float64")) : full([], sizeOf(values.shape), { dtype: "float64" });
  return { sum: sum(values), normalizer };
}

/** The mean that a total comes to; over nothing it is `whenEmpty`, or NaN with a gradient of 0. */
export function meanOf({ sum: numerator, normalizer }: LossTotal, whenEmpty: number | undefined): Tensor {
  const { dtype } = numerator;
  return whenEmpty !== undefined && normalizer.item() === 0
    ? full([], whenEmpty, { dtype })
    : cast(div(numerator, normalizer), dtype);
}
