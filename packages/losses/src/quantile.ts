import { defineLoss } from "@surprisal/contract";
import { maximum, mul, sub } from "@surprisal/tensor";

/**
 * Quantile (pinball) loss: absolute error that weighs predictions below the target by the level, those above by 1 − level. Its mean is
 * least at that quantile of the targets.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @param level - which quantile, in (0, 1). Default 0.5, the median.
 * @returns the shape of prediction, in [0, ∞].
 * @throws ShapeError where target does not fit prediction; ParameterError for level.
 * @example
 * quantile.with({ level: 0.9 })([1, 3], [2, 2]) // → [0.9, 0.1]
 * @see Koenker & Bassett, "Regression Quantiles", Econometrica 46 (1978).
 * @also scikit-learn: `sklearn.metrics.mean_pinball_loss`
 */
export const quantile = defineLoss({
  name: "quantile",
  prediction: "real",
  target: "real",
  parameters: { level: { default: 0.5, domain: "(0, 1)" } },
  value: (prediction, target, { level }) => {
    const shortfall = sub(target, prediction);
    return maximum(mul(level, shortfall), mul(level - 1, shortfall));
  },
  traits: ({ level }) => ({
    convex: true,
    bounded: false,
    leastAt: "target",
    lipschitz: Math.max(level, 1 - level),
    smoothness: false,
    differentiable: 0,
    optimalConstant: { quantile: level },
    limits: [{ at: { level: 0.5 }, is: "absoluteError", times: 0.5 }],
  }),
});
