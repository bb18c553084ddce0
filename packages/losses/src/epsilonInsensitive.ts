import { defineLoss } from "@surprisal/contract";
import { abs, relu, sub } from "@surprisal/tensor";

/**
 * ε-insensitive loss of support vector regression: the absolute error beyond ε, and 0 up to there.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @param epsilon - half the width of the tube in which errors cost nothing, from 0. Default 0.1.
 * @returns the shape of prediction, in [0, ∞].
 * @throws ShapeError where target does not fit prediction; ParameterError for epsilon.
 * @example
 * epsilonInsensitive.with({ epsilon: 0.5 })([1, 3], [1.2, 2]) // → [0, 0.5]
 * @see Vapnik, "The Nature of Statistical Learning Theory", Springer 1995.
 * @also scikit-learn: `SGDRegressor(loss="epsilon_insensitive")`
 */
export const epsilonInsensitive = defineLoss({
  name: "epsilonInsensitive",
  prediction: "real",
  target: "real",
  parameters: { epsilon: { default: 0.1, domain: "[0, ∞)" } },
  value: (prediction, target, { epsilon }) => relu(sub(abs(sub(prediction, target)), epsilon)),
  traits: ({ epsilon }) => ({
    convex: true,
    bounded: false,
    leastAt: "target",
    lipschitz: 1,
    smoothness: false,
    differentiable: 0,
    ...(epsilon === 0 && { optimalConstant: "median" }),
    limits: [{ at: { epsilon: 0 }, is: "absoluteError" }],
  }),
});
