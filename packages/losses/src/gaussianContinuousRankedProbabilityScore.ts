import { defineLoss, type ParameterSpecification } from "@surprisal/contract";
import { add, div, erf, exp, mul, square, sub, type Tensor } from "@surprisal/tensor";
import { likePrediction } from "./likePrediction.ts";

const scale: ParameterSpecification<number | Tensor> = { default: 1, domain: "(0, ∞)", tensor: true };

/**
 * Continuous ranked probability score (CRPS) of a normal distribution with predicted mean: an error in the units of the target, which
 * becomes the absolute error as the scale goes to 0.
 *
 * @param prediction - any shape: the means, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @param scale - the standard deviation, above 0: a number, or a tensor that broadcasts to prediction; gradients flow to it. Default 1.
 * @returns the shape of prediction, from 0.2337 · scale, which it is where prediction and target are equal.
 * @throws ShapeError where target or scale do not fit prediction; ParameterError for a scale that is not above 0.
 * @example
 * gaussianContinuousRankedProbabilityScore([0, 1], [0, 0]) // → [0.233695, 0.602441]
 * gaussianContinuousRankedProbabilityScore.with({ scale: 0.1 })([1], [0]) // → [0.943581]
 * @see Gneiting & Raftery, "Strictly Proper Scoring Rules, Prediction, and Estimation", Journal of the American Statistical Association 102 (2007).
 */
export const gaussianContinuousRankedProbabilityScore = defineLoss({
  name: "gaussianContinuousRankedProbabilityScore",
  prediction: "real",
  target: "real",
  parameters: { scale },
  value: (prediction, target, { scale }) => {
    const own = likePrediction("gaussianContinuousRankedProbabilityScore", "scale", scale, prediction);
    const z = div(sub(prediction, target), own);
    // z·(2Φ(z) − 1) + 2φ(z) − 1/√π
    const twiceDensity = mul(exp(mul(square(z), -0.5)), Math.sqrt(2 / Math.PI));
    return mul(own, add(mul(z, erf(mul(z, Math.SQRT1_2))), sub(twiceDensity, 1 / Math.sqrt(Math.PI))));
  },
  traits: ({ scale }) => ({
    convex: true,
    bounded: false,
    leastAt: "target",
    lipschitz: 1,
    ...(typeof scale === "number" && { smoothness: Math.sqrt(2 / Math.PI) / scale }),
    differentiable: 2,
    limits: [{ at: { scale: 0 }, is: "absoluteError" }],
  }),
});
