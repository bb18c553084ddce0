import { accuracy } from "@surprisal/metrics";
import { mean } from "@surprisal/tensor";
import { losses } from "./losses.ts";
import { logitsOf, type Problem, type Weights } from "./problem.ts";

/** How weights do, by every yardstick; plain numbers. */
export interface Measures {
  readonly accuracy: number;
  readonly crossEntropy: number;
  readonly brierScore: number;
}

/** The yardsticks for some weights. A point with z = 0 counts as class 0. */
export function measure(problem: Problem, weights: Weights): Measures {
  const logits = logitsOf(problem, weights);
  const { targets } = problem;
  return {
    accuracy: accuracy(
      logits.data.map((z) => Number(z > 0)),
      targets.data,
    ),
    crossEntropy: mean(losses.crossEntropy(logits, targets)).item(),
    // The squared error of a probability is the Brier score.
    brierScore: mean(losses.squaredError(logits, targets)).item(),
  };
}
