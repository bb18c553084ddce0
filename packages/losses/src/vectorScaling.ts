import { defineLoss } from "@surprisal/contract";
import { add, cast, div, log, max, mul, neg, pow, softmax, Tensor } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { required, requiredTensor } from "./requiredTensor.ts";
import { isUneven } from "./uneven.ts";

/**
 * Vector-scaling loss: cross-entropy in which, while training, the logits of rarer classes are made smaller by a factor and a summand.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param counts - `[C]`, above 0: how often each class occurs.
 * @param multiplicativeStrength - γ, from 0: logits are multiplied by (count / largest count)^γ. Default 0.3.
 * @param additiveStrength - τ, from 0: how much of log count is added to each logit. Default 1.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError where counts are missing, and for the others.
 * @formula -\log \frac{e^{u_y}}{\sum_k e^{u_k}}, \quad u_k = r_k^{\mathit{multiplicativeStrength}} z_k + \mathit{additiveStrength} \log
 * r_k, \quad r_k = \frac{\mathit{counts}_k}{\max_j \mathit{counts}_j}
 * @shown { "counts": [300, 200, 100] }
 * @example
 * vectorScaling.with({ counts: [100, 10, 1] })([[2, 1, 0.1]], [0]) // → [0.0234502]
 * @see Kini et al., "Label-Imbalanced and Group-Sensitive Classification under Overparameterization", NeurIPS 2021.
 */
export const vectorScaling = defineLoss({
  name: "vectorScaling",
  prediction: "logits",
  target: "classes",
  parameters: {
    counts: required("(0, ∞)"),
    multiplicativeStrength: { default: 0.3, domain: "[0, ∞)" },
    additiveStrength: { default: 1, domain: "[0, ∞)" },
  },
  value: (logits, classes, { counts, multiplicativeStrength, additiveStrength }) => {
    const given = requiredTensor("vectorScaling", "counts", counts, logits.shape.slice(-1));
    return neg(logProbability(scaled(logits, given, multiplicativeStrength, additiveStrength), classes));
  },
  traits: ({ counts, multiplicativeStrength, additiveStrength }) => ({
    convex: true,
    bounded: false,
    differentiable: 2,
    symmetric: false,
    ...(counts instanceof Tensor && {
      ...steepest(counts, multiplicativeStrength),
      proper: {
        formula: `softmax((n / max n)^${multiplicativeStrength} z + ${additiveStrength} log n)`,
        probability: (logits: Tensor) => softmax(scaled(logits, counts, multiplicativeStrength, additiveStrength)),
      },
    }),
    ...(multiplicativeStrength === 0 && { shiftInvariant: true }),
    ...(isUneven(counts) && multiplicativeStrength + additiveStrength > 0 && { calibrated: false }),
    ...(isUneven(counts) && multiplicativeStrength === 0 && additiveStrength > 0 && { favorsRareClasses: true }),
    ...(counts !== undefined && {
      limits: [
        { at: { multiplicativeStrength: 0, additiveStrength: 0 }, is: "crossEntropy" },
        {
          at: { multiplicativeStrength: 0 },
          is: "logitAdjustedCrossEntropy",
          with: { prior: counts, strength: additiveStrength },
        },
      ],
    }),
  }),
});

function scaled(logits: Tensor, counts: Tensor, multiplicativeStrength: number, additiveStrength: number): Tensor {
  const share = div(counts, max(counts));
  const factor = cast(pow(share, multiplicativeStrength), logits.dtype);
  return add(mul(factor, logits), cast(mul(additiveStrength, log(share)), logits.dtype));
}

/** Both are largest where the two classes with the largest factors share the probability. */
function steepest(counts: Tensor, multiplicativeStrength: number): { lipschitz: number; smoothness: number } {
  const factors = pow(div(counts, max(counts)), multiplicativeStrength).data.toSorted((a, b) => b - a);
  const lipschitz = Math.hypot(...factors.subarray(0, 2));
  return { lipschitz, smoothness: lipschitz ** 2 / 4 };
}
