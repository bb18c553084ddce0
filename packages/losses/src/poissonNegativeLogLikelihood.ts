import { defineLoss } from "@surprisal/contract";
import { add, exp, greater, log, mul, mul0, sub, type Tensor, where, xlogy } from "@surprisal/tensor";

/** Stirling's approximation of log y!, from y = 1 on; 0 below, as in PyTorch. */
const logFactorial = (y: Tensor): Tensor =>
  where(greater(y, 1), add(sub(xlogy(y, y), y), mul(log(mul(y, 2 * Math.PI)), 0.5)), 0);

/**
 * Negative log-likelihood of counts under a Poisson distribution: rate − target · log rate.
 *
 * @param prediction - any shape: the logarithm of the rate, real; or the rate itself, from 0, where `logInput` is false.
 * @param target - the same shape (or one that broadcasts to it): counts, from 0.
 * @param logInput - whether the prediction is a logarithm. Default true.
 * @param full - whether log(target!) is added, by Stirling's approximation where the target is above 1. Default false.
 * @param epsilon - added to a rate before its logarithm is taken, from 0. Default 1e-8.
 * @returns the shape of prediction, real.
 * @throws ShapeError where target does not fit prediction; ParameterError for epsilon.
 * @example
 * poissonNegativeLogLikelihood([0.5, 1], [3, 0]) // → [0.148721, 2.718282]
 * poissonNegativeLogLikelihood.with({ full: true })([0.5], [3]) // → [1.91280]
 * @also PyTorch: `torch.nn.functional.poisson_nll_loss`
 */
export const poissonNegativeLogLikelihood = defineLoss({
  name: "poissonNegativeLogLikelihood",
  prediction: "real",
  target: "real",
  parameters: {
    logInput: { default: true },
    full: { default: false },
    epsilon: { default: 1e-8, domain: "[0, ∞)" },
  },
  value: (prediction, target, { epsilon, full, logInput }) => {
    const value = logInput
      ? sub(exp(prediction), mul0(target, prediction))
      : sub(prediction, xlogy(target, add(prediction, epsilon)));
    return full ? add(value, logFactorial(target)) : value;
  },
  traits: ({ logInput }) => ({
    convex: true,
    bounded: false,
    ...(logInput && { lipschitz: false, smoothness: false, leastAt: "logTarget", optimalConstant: "logMean" }),
    differentiable: 2,
  }),
});
