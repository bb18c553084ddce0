import { defineLoss, type ParameterSpecification } from "@surprisal/contract";
import { abs, add, div, log, mul, sub, type Tensor } from "@surprisal/tensor";
import { likePrediction } from "./likePrediction.ts";

const scale: ParameterSpecification<number | Tensor> = { default: 1, domain: "(0, ∞)", tensor: true };

/**
 * Negative log-likelihood of a target under a Laplace distribution with predicted median: log(2 · scale) + |prediction − target|/scale.
 *
 * @param prediction - any shape: the medians, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @param scale - above 0: a number, or a tensor that broadcasts to prediction; gradients flow to it. Default 1.
 * @returns the shape of prediction, real.
 * @throws ShapeError where target or scale do not fit prediction; ParameterError for a scale that is not above 0.
 * @example
 * laplaceNegativeLogLikelihood([1], [3]) // → [2.693147]
 * laplaceNegativeLogLikelihood.with({ scale: 2 })([1], [3]) // → [2.386294]
 */
export const laplaceNegativeLogLikelihood = defineLoss({
  name: "laplaceNegativeLogLikelihood",
  prediction: "real",
  target: "real",
  parameters: { scale },
  value: (prediction, target, { scale }) => {
    const own = likePrediction("laplaceNegativeLogLikelihood", "scale", scale, prediction);
    return add(log(mul(own, 2)), div(abs(sub(prediction, target)), own));
  },
  traits: ({ scale }) => ({
    convex: true,
    bounded: false,
    leastAt: "target",
    ...(typeof scale === "number" && { lipschitz: 1 / scale, optimalConstant: "median" }),
    smoothness: false,
    differentiable: 0,
  }),
});
