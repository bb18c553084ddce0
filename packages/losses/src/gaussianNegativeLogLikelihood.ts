import { defineLoss, type ParameterSpecification } from "@surprisal/contract";
import { add, div, log, maximum, mul, square, stopGradient, sub, type Tensor } from "@surprisal/tensor";
import { likePrediction } from "./likePrediction.ts";

const variance: ParameterSpecification<number | Tensor> = { default: 1, domain: "[0, ∞)", tensor: true };

/**
 * Negative log-likelihood of a target under a normal distribution with predicted mean: (log variance + (prediction − target)²/variance)/2.
 *
 * @param prediction - any shape: the means, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @param variance - from 0: a number, or a tensor that broadcasts to prediction; gradients flow to it. Default 1.
 * @param full - whether log(2π)/2 is added. Default false.
 * @param epsilon - the least variance, above 0: below it this one counts, and the gradient passes to the variance as if it were this. Default 1e-6.
 * @returns the shape of prediction, real.
 * @throws ShapeError where target or variance do not fit prediction; ParameterError for a negative variance or for epsilon.
 * @example
 * gaussianNegativeLogLikelihood.with({ variance: 4 })([1, 3], [3, 3]) // → [1.193147, 0.6931472]
 * @see Nix & Weigend, "Estimating the Mean and Variance of the Target Probability Distribution", ICNN 1994.
 * @also PyTorch: `torch.nn.functional.gaussian_nll_loss`
 */
export const gaussianNegativeLogLikelihood = defineLoss({
  name: "gaussianNegativeLogLikelihood",
  prediction: "real",
  target: "real",
  parameters: { variance, full: { default: false }, epsilon: { default: 1e-6, domain: "(0, ∞)" } },
  value: (prediction, target, { epsilon, full, variance }) => {
    const given = likePrediction("gaussianNegativeLogLikelihood", "variance", variance, prediction);
    // What is missing to the least variance is added as a constant, so that the gradient passes.
    const least = add(given, stopGradient(sub(maximum(given, epsilon), given)));
    const twice = add(log(least), div(square(sub(prediction, target)), least));
    return mul(full ? add(twice, Math.log(2 * Math.PI)) : twice, 0.5);
  },
  traits: ({ epsilon, variance }) => ({
    convex: true,
    bounded: false,
    leastAt: "target",
    lipschitz: false,
    ...(typeof variance === "number" && { smoothness: 1 / Math.max(variance, epsilon), optimalConstant: "mean" }),
    differentiable: 2,
  }),
});
