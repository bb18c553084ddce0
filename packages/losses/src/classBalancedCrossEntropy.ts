import { defineLoss, type Traits } from "@surprisal/contract";
import { cast, div, expm1, log, mean, mul, neg, softmax, sub, Tensor } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { numberOfClass } from "./numberOfClass.ts";
import { required, requiredTensor } from "./requiredTensor.ts";
import { isUneven } from "./uneven.ts";

/**
 * Class-balanced cross-entropy: each class counts by the inverse of its effective number of examples, (1 − βⁿ) / (1 − β). These weights
 * are 1 in the mean over classes, and are part of the loss: its mean is that over examples.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param counts - `[C]`, above 0: how many examples each class has.
 * @param beta - in [0, 1): from no weights (0) to the inverse of the counts (towards 1). Default 0.999.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError where counts are missing, and for beta.
 * @formula -w_y \log p_y, \quad w_k = \frac{v_k}{\frac{1}{C} \sum_j v_j}, \quad v_k = \frac{1 - \beta}{1 - \beta^{\mathit{counts}_k}}
 * @shown { "counts": [300, 200, 100] }
 * @example
 * classBalancedCrossEntropy.with({ counts: [100, 10, 1], beta: 0.9 })([[2, 1, 0.1]], [2]) // → [5.545183]
 * @see Cui et al., "Class-Balanced Loss Based on Effective Number of Samples", CVPR 2019.
 */
export const classBalancedCrossEntropy = defineLoss({
  name: "classBalancedCrossEntropy",
  prediction: "logits",
  target: "classes",
  parameters: { counts: required("(0, ∞)"), beta: { default: 0.999, domain: "[0, 1)" } },
  value: (logits, classes, { counts, beta }) => {
    const given = requiredTensor("classBalancedCrossEntropy", "counts", counts, logits.shape.slice(-1));
    const weights = cast(weightsOf(given, beta), logits.dtype);
    return mul(numberOfClass(weights, classes), neg(logProbability(logits, classes)));
  },
  traits: ({ counts, beta }) => ({
    convex: true,
    bounded: false,
    differentiable: 2,
    shiftInvariant: true,
    symmetric: false,
    ...(counts instanceof Tensor && claimsOf(weightsOf(counts, beta))),
    ...(counts !== undefined && { limits: [{ at: { beta: 0 }, is: "crossEntropy" }] }),
  }),
});

function weightsOf(counts: Tensor, beta: number): Tensor {
  const inverse = div(-1, expm1(mul(counts, Math.log(beta))));
  return div(inverse, mean(inverse));
}

function claimsOf(weights: Tensor): Traits {
  const largest = Math.max(...weights.data);
  const constants = { lipschitz: Math.SQRT2 * largest, smoothness: largest / 2 };
  if (!isUneven(weights)) return { ...constants, proper: "softmax", calibrated: true, optimalConstant: "logPrior" };
  const probability = (logits: Tensor): Tensor => softmax(sub(logits, cast(log(weights), logits.dtype)));
  return {
    ...constants,
    proper: { formula: "softmax(z − log w)", probability },
    calibrated: false,
    favorsRareClasses: true,
  };
}
