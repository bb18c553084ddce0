import { add, neg, softplus, sub, sum, type Tensor, type TensorLike } from "@surprisal/tensor";
import { sampledLogits, type Samples } from "./samples.ts";

/**
 * Noise-contrastive estimation: binary cross-entropy of telling the target from drawn classes, by logits that are compared with how many
 * of each class are expected among the samples.
 *
 * @param features - `[N, D]`, real.
 * @param weight - `[C, D]`, real: one row a class.
 * @param target - `[N]`, int32, 0 … C − 1.
 * @param samples - `classes`, `logProbabilities`, `targetLogProbabilities`.
 * @returns `[N]`, in [0, ∞], nats.
 * @throws ShapeError where the shapes do not fit; ClassError for a target, ParameterError for a sample that is no class.
 * @example
 * const samples = { classes: [0, 2], logProbabilities: [-1, -2], targetLogProbabilities: [-1.5] }
 * noiseContrastiveEstimation([[1, 2]], [[1, 0], [0, 1], [-1, 0.5]], [1], samples) // → [3.151436]
 * @see Gutmann & Hyvärinen, "Noise-Contrastive Estimation: A New Estimation Principle for Unnormalized Statistical Models", AISTATS 2010.
 */
export function noiseContrastiveEstimation(
  features: TensorLike,
  weight: TensorLike,
  target: TensorLike,
  samples: Samples,
): Tensor {
  const { own, others, classes } = sampledLogits("noiseContrastiveEstimation", features, weight, target, samples);
  const logCount = Math.log(classes.data.length);
  return add(softplus(neg(sub(own, logCount))), sum(softplus(sub(others, logCount)), { axis: -1 }));
}
