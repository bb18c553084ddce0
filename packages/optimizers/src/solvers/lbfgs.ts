import { lbfgsSteps, type LbfgsOptions, type LbfgsProgress, type LbfgsResult, type Objective } from "./lbfgsSteps.ts";
import { runSteps, type OnIteration } from "./runSteps.ts";

/**
 * Minimizes a smooth function by limited-memory BFGS with a strong-Wolfe line search.
 *
 * A value that is not finite at a trial step shortens the step, so an objective may return Infinity outside of its domain. A search
 * that fails is repeated down the plain gradient before the solver gives up. Only `objective` takes time of its own: no array is
 * allocated after the start.
 *
 * @param objective - value at x, which it must not change; writes the gradient into its second argument.
 * @param start - where to begin; is not changed.
 * @param options - see LbfgsOptions; `onIteration` is told of each iteration and stops the solver by returning false.
 * @returns where it ended, and `reason`: why it stopped there. `converged` is true for "gradient", "value" and "precision".
 * @throws ParameterError where an option is outside of its domain.
 * @example
 * const parabola = (x: Float64Array, gradientOut: Float64Array) => ((gradientOut[0] = 2 * x[0]! - 6), (x[0]! - 3) ** 2)
 * const { x, reason } = lbfgs(parabola, new Float64Array(1))
 * x // → [3]
 * reason // → "gradient"
 * @see Nocedal & Wright, "Numerical Optimization", 2nd edition, algorithms 7.4 and 7.5.
 */
export function lbfgs(
  objective: Objective,
  start: Float64Array,
  options: LbfgsOptions & { readonly onIteration?: OnIteration<LbfgsProgress> } = {},
): LbfgsResult {
  return runSteps(lbfgsSteps(objective, start, options), options.onIteration);
}
