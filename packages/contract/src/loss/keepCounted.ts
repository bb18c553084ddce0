import { reshape, take, type Tensor } from "@surprisal/tensor";
import type { Input } from "./readInput.ts";

/** What is left of a batch. */
export interface Counted {
  readonly prediction: Tensor;
  readonly target: Tensor;
  /** One an example that is left; undefined: all count alike. */
  readonly weights: Tensor | undefined;
  /** Which examples are left, by number; undefined: all. */
  readonly places: Int32Array | undefined;
}

/** Takes the examples that count out of a batch, so that whatever stands in the others reaches nothing. */
export function keepCounted(
  { prediction, target, shape }: Input,
  keep: Tensor | undefined,
  weights: Tensor | undefined,
): Counted {
  if (keep === undefined) return { prediction, target, weights: weights && reshape(weights, [-1]), places: undefined };
  const places = Int32Array.from(keep.data.keys()).filter((i) => keep.data[i] !== 0);
  /** The examples on one axis, the first, and of them those that count. */
  const taken = (x: Tensor): Tensor => take(reshape(x, [keep.data.length, ...x.shape.slice(shape.length)]), places);
  return { prediction: taken(prediction), target: taken(target), weights: weights && taken(weights), places };
}
