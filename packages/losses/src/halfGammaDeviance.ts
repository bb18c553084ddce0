import { defineLoss } from "@surprisal/contract";
import { halfDeviance } from "./halfDeviance.ts";

const deviance = halfDeviance(2);

/**
 * Half the gamma deviance, on the logarithm of the mean: target/mean − log(target/mean) − 1. It sees relative errors only.
 *
 * @param prediction - any shape: the logarithms of the means, real.
 * @param target - the same shape (or one that broadcasts to it), above 0.
 * @returns the shape of prediction, in [0, ∞].
 * @throws ShapeError where target does not fit prediction.
 * @formula y e^{-\hat{y}} + \hat{y} - \log y - 1
 * @example
 * halfGammaDeviance([0.5, 0], [3, 1]) // → [0.2209797, 0]
 * @also scikit-learn: `GammaRegressor`; twice its mean is `sklearn.metrics.mean_gamma_deviance`
 */
export const halfGammaDeviance = defineLoss({
  name: "halfGammaDeviance",
  prediction: "real",
  target: "real",
  value: deviance,
  traits: () => ({
    convex: true,
    bounded: false,
    leastAt: "logTarget",
    lipschitz: false,
    smoothness: false,
    differentiable: 2,
    optimalConstant: "logMean",
  }),
});
