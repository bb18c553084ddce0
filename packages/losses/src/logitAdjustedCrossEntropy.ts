import { defineLoss } from "@surprisal/contract";
import { add, cast, log, mul, neg, softmax, type Tensor } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { required, requiredTensor } from "./requiredTensor.ts";
import { isUneven } from "./uneven.ts";

/**
 * Logit-adjusted cross-entropy: while training, the logarithm of how frequent its class is is added to each logit, so that without it
 * all classes count alike. With strength 1 also known as balanced softmax.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param prior - `[C]`, above 0: how frequent each class is, as shares or counts.
 * @param strength - τ, how much of the logarithm is added, from 0. Default 1.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError where prior is missing, and for strength.
 * @formula -\log \frac{\mathit{prior}_y^{\mathit{strength}} e^{z_y}}{\sum_k \mathit{prior}_k^{\mathit{strength}} e^{z_k}}
 * @shown { "prior": [0.5, 0.3, 0.2] }
 * @example
 * logitAdjustedCrossEntropy.with({ prior: [0.7, 0.2, 0.1] })([[2, 1, 0.1]], [0]) // → [0.1190936]
 * @see Menon et al., "Long-Tail Learning via Logit Adjustment", ICLR 2021.
 * @see Ren et al., "Balanced Meta-Softmax for Long-Tailed Visual Recognition", NeurIPS 2020.
 */
export const logitAdjustedCrossEntropy = defineLoss({
  name: "logitAdjustedCrossEntropy",
  prediction: "logits",
  target: "classes",
  parameters: { prior: required("(0, ∞)"), strength: { default: 1, domain: "[0, ∞)" } },
  value: (logits, classes, { prior, strength }) => {
    const frequency = requiredTensor("logitAdjustedCrossEntropy", "prior", prior, logits.shape.slice(-1));
    return neg(logProbability(adjusted(logits, frequency, strength), classes));
  },
  traits: ({ prior, strength }) => ({
    convex: true,
    bounded: false,
    lipschitz: Math.SQRT2,
    smoothness: 0.5,
    differentiable: 2,
    shiftInvariant: true,
    symmetric: false,
    ...(isUneven(prior) && strength > 0
      ? {
          proper: {
            formula: `softmax(z + ${strength} log π)`,
            probability: (logits: Tensor) => softmax(adjusted(logits, prior, strength)),
          },
          calibrated: false,
          favorsRareClasses: true,
        }
      : prior !== undefined && { proper: "softmax", calibrated: true, optimalConstant: "logPrior" }),
    ...(prior !== undefined && { limits: [{ at: { strength: 0 }, is: "crossEntropy" }] }),
  }),
});

const adjusted = (logits: Tensor, prior: Tensor, strength: number): Tensor =>
  add(logits, cast(mul(strength, log(prior)), logits.dtype));
