import { defineLoss } from "@surprisal/contract";
import { add, div, equal, guardedPower, mul, neg, square, sum, where } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { unmasked } from "./unmasked.ts";

/**
 * LogitNorm: cross-entropy of logits that are divided by their Euclidean norm, against overconfidence.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param temperature - what the logits of norm 1 are divided by, above 0. Default 0.04.
 * @param epsilon - added to the norm, above 0. Default 1e-7.
 * @returns `[…]`, from 0 to about √2 / temperature; ∞ where the true class is masked.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for the parameters.
 * @formula -\log \frac{e^{u_y}}{\sum_k e^{u_k}}, \quad u_k = \frac{z_k}{\mathit{temperature} \left(\sqrt{\sum_j z_j^2} + \epsilon\right)}
 * @example
 * logitNormCrossEntropy.with({ temperature: 1 })([[2, 1, 0.1]], [0]) // → [0.7263868]
 * @see Wei et al., "Mitigating Neural Network Overconfidence with Logit Normalization", ICML 2022.
 */
export const logitNormCrossEntropy = defineLoss({
  name: "logitNormCrossEntropy",
  prediction: "logits",
  target: "classes",
  parameters: { temperature: { default: 0.04, domain: "(0, ∞)" }, epsilon: { default: 1e-7, domain: "(0, ∞)" } },
  value: (logits, classes, { temperature, epsilon }) => {
    const present = unmasked(logits, logits);
    // At 0 the norm has no derivative; it stands beside logits of 0, so that 0 serves.
    const norm = guardedPower(sum(square(present), { axis: -1, keepDims: true }), 0.5);
    const scaled = div(present, mul(temperature, add(norm, epsilon)));
    return neg(logProbability(where(equal(logits, -Infinity), -Infinity, scaled), classes));
  },
  traits: () => ({ convex: false, shiftInvariant: false, symmetric: false, proper: false, calibrated: true }),
});
