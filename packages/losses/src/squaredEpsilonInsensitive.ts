import { defineLoss } from "@surprisal/contract";
import { abs, less, mul, sign, square, sub, where } from "@surprisal/tensor";

/**
 * Squared ε-insensitive loss: the square of what the absolute error exceeds ε by, and 0 up to there.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @param epsilon - half the width of the tube in which errors cost nothing, from 0. Default 0.1.
 * @returns the shape of prediction, in [0, ∞].
 * @throws ShapeError where target does not fit prediction; ParameterError for epsilon.
 * @example
 * squaredEpsilonInsensitive.with({ epsilon: 0.5 })([1, 3], [1.2, 2]) // → [0, 0.25]
 * @also scikit-learn: `SGDRegressor(loss="squared_epsilon_insensitive")`
 */
export const squaredEpsilonInsensitive = defineLoss({
  name: "squaredEpsilonInsensitive",
  prediction: "real",
  target: "real",
  parameters: { epsilon: { default: 0.1, domain: "[0, ∞)" } },
  value: (prediction, target, { epsilon }) => {
    const difference = sub(prediction, target);
    // With its sign rather than as a size, which would have no curvature at ε = 0 where prediction and target are equal.
    const excess = sub(difference, mul(epsilon, sign(difference)));
    return where(less(abs(difference), epsilon), 0, square(excess));
  },
  traits: ({ epsilon }) => ({
    convex: true,
    bounded: false,
    leastAt: "target",
    lipschitz: false,
    smoothness: 2,
    differentiable: epsilon === 0 ? 2 : 1,
    ...(epsilon === 0 && { optimalConstant: "mean" }),
    limits: [{ at: { epsilon: 0 }, is: "squaredError" }],
  }),
});
