import { defineLoss } from "@surprisal/contract";
import { greater, mul, square, sub, where } from "@surprisal/tensor";

/**
 * Expectile loss: squared error that weighs predictions up to the target by the level, those above by 1 − level.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @param level - which expectile, in (0, 1). Default 0.5, the mean.
 * @returns the shape of prediction, in [0, ∞].
 * @throws ShapeError where target does not fit prediction; ParameterError for level.
 * @formula |\mathit{level} - [\hat{y} > y]| (\hat{y} - y)^2
 * @example
 * expectile.with({ level: 0.9 })([1, 4], [2, 2]) // → [0.9, 0.4]
 * @see Newey & Powell, "Asymmetric Least Squares Estimation and Testing", Econometrica 55 (1987).
 */
export const expectile = defineLoss({
  name: "expectile",
  prediction: "real",
  target: "real",
  parameters: { level: { default: 0.5, domain: "(0, 1)" } },
  value: (prediction, target, { level }) => {
    const squared = square(sub(prediction, target));
    return where(greater(prediction, target), mul(1 - level, squared), mul(level, squared));
  },
  traits: ({ level }) => ({
    convex: true,
    bounded: false,
    leastAt: "target",
    lipschitz: false,
    smoothness: 2 * Math.max(level, 1 - level),
    differentiable: level === 0.5 ? 2 : 1,
    optimalConstant: { expectile: level },
    limits: [{ at: { level: 0.5 }, is: "squaredError", times: 0.5 }],
  }),
});
