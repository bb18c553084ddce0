import { grad, sigmoid, sum, tensor, type Tensor } from "@surprisal/tensor";
import { losses } from "./losses.ts";
import type { Points } from "./points.ts";
import type { Snapshot } from "./run.ts";
import type { LossName, Pair } from "./screen.ts";

/** One point under one line: its logit, its probability of class 1, and how hard each loss pulls on the logit. */
export interface Pull {
  readonly label: number;
  readonly logit: number;
  readonly probability: number;
  /** dL/dz. */
  readonly gradient: Pair<number>;
}

export function pullOn(points: Points, index: number, line: Pick<Snapshot, "slopes" | "bias">): Pull {
  const { x, y, label } = pointAt(points, index);
  const logit = line.slopes[0] * x + line.slopes[1] * y + line.bias;
  const target = tensor(Float64Array.of(label));
  const at = tensor(Float64Array.of(logit));
  const slope = (name: LossName) => grad((logits: Tensor) => sum(losses[name](logits, target)))(at).item();
  return {
    label,
    logit,
    probability: sigmoid(at).item(),
    gradient: { crossEntropy: slope("crossEntropy"), squaredError: slope("squaredError") },
  };
}

/** A point by its number. */
export function pointAt({ features, labels }: Points, index: number): { x: number; y: number; label: number } {
  const [x, y, label] = [features[2 * index], features[2 * index + 1], labels[index]];
  if (x === undefined || y === undefined || label === undefined) {
    throw new RangeError(`pointAt: index is ${index}, expected 0..${labels.length - 1}`);
  }
  return { x, y, label };
}

/** Of the points that a line has on the wrong side, the one in the middle by how wrong it is: a telling point to begin with. */
export function typicalMistake(
  points: Points,
  count: number,
  { slopes, bias }: Pick<Snapshot, "slopes" | "bias">,
): number {
  const mistakes = Array.from({ length: count }, (_, index) => {
    const { x, y, label } = pointAt(points, index);
    return { index, margin: (2 * label - 1) * (slopes[0] * x + slopes[1] * y + bias) };
  }).filter(({ margin }) => margin <= 0);
  mistakes.sort((a, b) => a.margin - b.margin);
  return mistakes[Math.floor(mistakes.length / 2)]?.index ?? 0;
}
