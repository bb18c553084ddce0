import type { Optimizer } from "@surprisal/contract";
import { adam, momentum, sgd } from "@surprisal/optimizers";
import { grad, mean } from "@surprisal/tensor";
import { losses } from "./losses.ts";
import { measure, type Measures } from "./measure.ts";
import { logitsOf, starts, weightsFrom, type Problem, type Weights } from "./problem.ts";
import type { LossName, OptimizerName, RaceSettings } from "./screen.ts";

/** Training by one loss, between two epochs. */
export interface Run {
  readonly loss: LossName;
  readonly epoch: number;
  readonly weights: Weights;
  readonly optimizer: Optimizer;
  readonly state: unknown;
}

/** A run as the page sees it at one epoch. */
export interface Snapshot extends Measures {
  readonly epoch: number;
  readonly slopes: readonly [number, number];
  readonly bias: number;
}

const optimizers: Readonly<Record<OptimizerName, (learningRate: number) => Optimizer>> = {
  gradientDescent: (learningRate) => sgd({ learningRate }),
  momentum: (learningRate) => momentum({ learningRate }),
  adam: (learningRate) => adam({ learningRate }),
};

export function startRun(loss: LossName, settings: Pick<RaceSettings, "start" | "rate" | "optimizer">): Run {
  const weights = weightsFrom(starts[settings.start]);
  const optimizer = optimizers[settings.optimizer](settings.rate);
  return { loss, epoch: 0, weights, optimizer, state: optimizer.init(weights) };
}

/** One epoch: one step along the gradient over all points. */
export function nextEpoch(problem: Problem, run: Run): Run {
  const objective = (weights: Weights) => mean(losses[run.loss](logitsOf(problem, weights), problem.targets));
  const { weights, state } = run.optimizer.step(grad(objective)(run.weights), run.state, run.weights);
  return { ...run, epoch: run.epoch + 1, weights, state };
}

export function snapshotOf(problem: Problem, { epoch, weights }: Run): Snapshot {
  const [first = Number.NaN, second = Number.NaN] = weights.slopes.data;
  return { epoch, slopes: [first, second], bias: weights.bias.item(), ...measure(problem, weights) };
}
