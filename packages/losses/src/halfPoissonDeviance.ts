import { defineLoss } from "@surprisal/contract";
import { halfDeviance } from "./halfDeviance.ts";

const deviance = halfDeviance(1);

/**
 * Half the Poisson deviance, on the logarithm of the mean: the Poisson likelihood's loss, less what it is where mean and target are equal.
 *
 * @param prediction - any shape: the logarithms of the means, real.
 * @param target - the same shape (or one that broadcasts to it): counts or rates, from 0.
 * @returns the shape of prediction, in [0, ∞].
 * @throws ShapeError where target does not fit prediction.
 * @formula y \log y - y \hat{y} - y + e^{\hat{y}}
 * @example
 * halfPoissonDeviance([0.5, 1], [3, 0]) // → [0.4445581, 2.718282]
 * @also scikit-learn: `PoissonRegressor`; twice its mean is `sklearn.metrics.mean_poisson_deviance`
 */
export const halfPoissonDeviance = defineLoss({
  name: "halfPoissonDeviance",
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
