import { sgd } from "@surprisal/optimizers";
import { grad, type Tensor } from "@surprisal/tensor";
import { epochs, learningRate } from "./data.ts";

export interface Run<Weights> {
  readonly weights: Weights;
  /** The loss before the epochs 0, 100, … and, last, after the end. */
  readonly history: readonly number[];
}

/**
 * Gradient descent. `loss` is what is written down; `slope` is what is gone down: its gradient, or what a mistake makes of it.
 */
export function train<Weights>(
  loss: (weights: Weights) => Tensor,
  start: Weights,
  slope: (weights: Weights) => Weights = grad(loss),
  rate: number = learningRate,
): Run<Weights> {
  const optimizer = sgd({ learningRate: rate });
  let weights = start;
  let state = optimizer.init(weights);
  const history: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (epoch % 100 === 0) history.push(loss(weights).item());
    ({ weights, state } = optimizer.step(slope(weights), state, weights));
  }
  history.push(loss(weights).item());
  return { weights, history };
}
