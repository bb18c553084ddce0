import { checkNames, ShapeError } from "@surprisal/contract";
import { add, log, mul, mul0, sub, sum, type Tensor, type TensorLike } from "@surprisal/tensor";
import { readProbabilities, readUnit } from "./readMeasure.ts";
import type { MeasureOptions } from "./unit.ts";

/**
 * The mutual information of two variables, Σ p(x, y) log(p(x, y) / (p(x) p(y))): what either tells about the other.
 *
 * @param joint - `[… K, L]`, the probabilities of pairs, each table adding up to 1.
 * @param options - `unit`, "nats" (default) or "bits".
 * @returns `[…]`, from 0 (independent) to the smaller of the two entropies.
 * @throws ShapeError for a joint table with less than two axes.
 * @example
 * mutualInformation([[0.25, 0.25], [0, 0.5]], { unit: "bits" }).item() // → 0.3112781
 * mutualInformation([[0.5, 0], [0, 0.5]], { unit: "bits" }).item() // → 1
 * @see Cover & Thomas, "Elements of Information Theory", 2nd edition, section 2.3.
 */
export function mutualInformation(joint: TensorLike, options: Pick<MeasureOptions, "unit"> = {}): Tensor {
  checkNames("mutualInformation", "option", options, ["unit"]);
  const p = readProbabilities("mutualInformation", "joint", joint);
  if (p.shape.length < 2) {
    throw new ShapeError(`mutualInformation: joint has shape [${p.shape.join(", ")}], expected [… K, L]`);
  }
  const independent = add(log(sum(p, { axis: -1, keepDims: true })), log(sum(p, { axis: -2, keepDims: true })));
  return mul(readUnit("mutualInformation", options), sum(mul0(p, sub(log(p), independent)), { axis: [-2, -1] }));
}
