import { defineLoss } from "@surprisal/contract";
import { exp, mul, square, sub } from "@surprisal/tensor";
import { halfDeviance } from "./halfDeviance.ts";

/**
 * Half the Tweedie deviance, on the logarithm of the mean, for a variance that grows as mean^power. It is 0 where mean and target are equal.
 *
 * @param prediction - any shape: the logarithms of the means, real.
 * @param target - the same shape (or one that broadcasts to it): real for power 0, from 0 below 2, above 0 from 2 on.
 * @param power - from 0: 0 is half the squared error, 1 Poisson, 2 gamma, 3 inverse Gaussian; between 1 and 2 amounts that are often exactly 0.
 * No distribution stands behind those between 0 and 1. Default 1.5.
 * @returns the shape of prediction, in [0, ∞].
 * @throws ShapeError where target does not fit prediction; ParameterError for power.
 * @formula \frac{y^{2 - \mathit{power}}}{(1 - \mathit{power}) (2 - \mathit{power})} - \frac{y e^{(1 - \mathit{power}) \hat{y}}}{1 -
 * \mathit{power}} + \frac{e^{(2 - \mathit{power}) \hat{y}}}{2 - \mathit{power}}
 * @example
 * halfTweedieDeviance([0.5, 1], [3, 0]) // → [0.312652, 3.29744]
 * @see Jørgensen, "Exponential Dispersion Models", Journal of the Royal Statistical Society B 49 (1987).
 * @also scikit-learn: `TweedieRegressor`; twice its mean is `sklearn.metrics.mean_tweedie_deviance`
 */
export const halfTweedieDeviance = defineLoss({
  name: "halfTweedieDeviance",
  prediction: "real",
  target: "real",
  parameters: { power: { default: 1.5, domain: "[0, ∞)" } },
  value: (prediction, target, { power }) =>
    power === 0 ? mul(square(sub(exp(prediction), target)), 0.5) : halfDeviance(power)(prediction, target),
  traits: ({ power }) => ({
    convex: power >= 1 && power <= 2,
    bounded: false,
    leastAt: "logTarget",
    lipschitz: false,
    smoothness: false,
    differentiable: 2,
    optimalConstant: "logMean",
    limits: [
      { at: { power: 1 }, is: "halfPoissonDeviance" },
      { at: { power: 2 }, is: "halfGammaDeviance" },
    ],
  }),
});
