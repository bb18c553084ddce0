import { lbfgs } from "@surprisal/optimizers";
import { mean, valueAndGrad } from "@surprisal/tensor";
import { losses } from "./losses.ts";
import { measure, type Measures } from "./measure.ts";
import { logitsOf, weightsFrom, type Problem, type Weights } from "./problem.ts";

/** What the line of least cross-entropy reaches on these points: the mark against which both runs are held. */
export function bestFit(problem: Problem): Measures {
  const objective = valueAndGrad((weights: Weights) =>
    mean(losses.crossEntropy(logitsOf(problem, weights), problem.targets)),
  );
  const at = ([first = 0, second = 0, bias = 0]: Float64Array): Weights => weightsFrom([first, second, bias]);
  const { x } = lbfgs((x, gradientOut) => {
    const { value, gradient } = objective(at(x));
    gradientOut.set([...gradient.slopes.data, gradient.bias.item()]);
    return value.item();
  }, new Float64Array(3));
  return measure(problem, at(x));
}
