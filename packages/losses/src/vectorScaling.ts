import { defineLoss } from "@surprisal/contract";
import { add, cast, div, log, max, mul, neg, pow } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { required, requiredTensor } from "./requiredTensor.ts";

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
    const share = div(given, max(given));
    const factor = cast(pow(share, multiplicativeStrength), logits.dtype);
    const summand = cast(mul(additiveStrength, log(share)), logits.dtype);
    return neg(logProbability(add(mul(factor, logits), summand), classes));
  },
  traits: ({ multiplicativeStrength }) => ({
    convex: true,
    bounded: false,
    ...(multiplicativeStrength === 0 && { lipschitz: Math.SQRT2, smoothness: 0.5, shiftInvariant: true }),
    symmetric: false,
  }),
});
