import { defineLoss } from "@surprisal/contract";
import { add, div, exp, expm1, log1p, mul, mul0, sub } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { labelDivergenceConstants } from "./constants.ts";

/**
 * Jensen–Shannon loss for noisy labels: the Jensen–Shannon divergence of label and prediction, scaled so that it goes from cross-entropy
 * (labelWeight → 0) to half of the absolute error of the probabilities (labelWeight → 1).
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param labelWeight - π₁, weight of the label in the divergence, in (0, 1). Default 0.5.
 * @returns `[…]`, from 0 to 1 + π₁·log π₁ / (π₂·log π₂) with π₂ = 1 − π₁: 2 at the default.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for labelWeight.
 * @formula \frac{-w \log m + (1 - w) \left(p_y \log \frac{p_y}{m} - (1 - p_y) \log(1 - w)\right)}{-(1 - w) \log(1 - w)}, \quad m =
 * w + (1 - w) p_y, \quad w = \mathit{labelWeight}
 * @example
 * noisyLabelJensenShannon([[2, 1, 0.1]], [0]) // → [0.3919206]
 * @see Englesson & Azizpour, "Generalized Jensen-Shannon Divergence Loss for Learning with Noisy Labels", NeurIPS 2021.
 */
export const noisyLabelJensenShannon = defineLoss({
  name: "noisyLabelJensenShannon",
  prediction: "logits",
  target: "classes",
  parameters: { labelWeight: { default: 0.5, domain: "(0, 1)" } },
  value: (logits, classes, { labelWeight }) => {
    const predictionWeight = 1 - labelWeight;
    const logPredictionWeight = Math.log1p(-labelWeight);
    const l = logProbability(logits, classes);
    const others = expm1(l);
    // log(π₁ + π₂·p_y): of the true class in the mixture of label and prediction.
    const mixture = log1p(mul(predictionWeight, others));
    const ofPrediction = add(mul0(exp(l), sub(l, mixture)), mul(logPredictionWeight, others));
    const divergence = sub(mul(predictionWeight, ofPrediction), mul(labelWeight, mixture));
    return div(divergence, -predictionWeight * logPredictionWeight);
  },
  traits: ({ labelWeight }) => {
    const scale = -(1 - labelWeight) * Math.log1p(-labelWeight);
    const { lipschitz, smoothness } = labelDivergenceConstants(labelWeight);
    return {
      convex: false,
      bounded: 1 - (labelWeight * Math.log(labelWeight)) / scale,
      lipschitz: lipschitz / scale,
      smoothness: smoothness / scale,
      differentiable: 2,
      shiftInvariant: true,
      symmetric: false,
      proper: false,
      calibrated: true,
      limits: [{ at: { labelWeight: 0 }, is: "crossEntropy" }],
    };
  },
});
