import { ParameterError } from "@surprisal/contract";
import type { Tensor, TensorLike } from "@surprisal/tensor";
import { requiredTensor } from "./requiredTensor.ts";

/** Checks a matrix of P(label j | true class i), whose rows add up to 1: one that was transposed does not. */
export function transitionMatrix(unit: string, value: TensorLike | undefined, count: number): Tensor {
  const transition = requiredTensor(unit, "transition", value, [count, count]);
  for (let row = 0; row < count; row++) {
    let total = 0;
    for (const p of transition.data.subarray(row * count, (row + 1) * count)) total += p;
    if (!(Math.abs(total - 1) <= 1e-4)) {
      throw new ParameterError(`${unit}: row ${row} of transition adds up to ${total}, expected 1`);
    }
  }
  return transition;
}
