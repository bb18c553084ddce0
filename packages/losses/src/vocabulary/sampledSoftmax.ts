import { checkNames } from "@surprisal/contract";
import { equal, logSumExp, reshape, softplus, sub, where, type Tensor, type TensorLike } from "@surprisal/tensor";
import { sampledLogits, type Samples } from "./samples.ts";

export interface SampledSoftmaxOptions {
  /** Leaves samples out that happen to be the target. Default true. */
  readonly removeAccidentalHits?: boolean;
}

/**
 * Sampled softmax: cross-entropy of the target against some drawn classes, each logit corrected by how likely it was drawn.
 *
 * @param features - `[N, D]`, real.
 * @param weight - `[C, D]`, real: one row a class.
 * @param target - `[N]`, int32, 0 … C − 1.
 * @param samples - `classes`, `logProbabilities`, `targetLogProbabilities`.
 * @param options - `removeAccidentalHits`.
 * @returns `[N]`, in [0, ∞], nats.
 * @throws ShapeError where the shapes do not fit; ClassError for a target, ParameterError for a sample that is no class.
 * @example
 * const samples = { classes: [0, 2], logProbabilities: [-1, -2], targetLogProbabilities: [-1.5] }
 * sampledSoftmax([[1, 2]], [[1, 0], [0, 1], [-1, 0.5]], [1], samples) // → [0.3689811]
 * @see Jean, Cho, Memisevic & Bengio, "On Using Very Large Target Vocabulary for Neural Machine Translation", ACL 2015.
 */
export function sampledSoftmax(
  features: TensorLike,
  weight: TensorLike,
  target: TensorLike,
  samples: Samples,
  options: SampledSoftmaxOptions = {},
): Tensor {
  checkNames("sampledSoftmax", "option", options, ["removeAccidentalHits"]);
  const { removeAccidentalHits = true } = options;
  const { own, others, classes, target: y } = sampledLogits("sampledSoftmax", features, weight, target, samples);
  const hit = equal(reshape(y, [-1, 1]), classes);
  const kept = removeAccidentalHits ? where(hit, -Infinity, others) : others;
  return softplus(sub(logSumExp(kept, { axis: -1 }), own));
}
