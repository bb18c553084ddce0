import { SurprisalError, type Loss, type PredictionKind, type TargetKind } from "@surprisal/contract";
import { sum, tensor, valueAndGrad, type Tensor } from "@surprisal/tensor";
import { short, table } from "./markdown.ts";

/** Where a loss is looked at: at predictions that depend on one number, which stands in the first element. */
interface Course {
  /** What the number is. */
  readonly heading: string;
  readonly numbers: readonly number[];
  readonly predictionAt: (t: number) => readonly number[];
  readonly target: Tensor;
}

const tails = [-4, -2, -1, 0, 1, 2, 4];
const steps = [-3, -2, -1, 0, 1, 2, 3];
const shares = [0.1, 0.3, 0.5, 0.7, 0.9];

function courseOf(prediction: PredictionKind, target: TargetKind): Course {
  if (target === "classes" || target === "distribution" || target === "row") {
    const goal = target === "classes" ? tensor(Int32Array.of(0)) : tensor([[1, 0, 0]], { dtype: "float64" });
    const ofShares = { heading: "Probability of the true class of 3", numbers: shares, target: goal };
    switch (prediction) {
      case "logits":
        return {
          heading: "Logit of the true class of 3",
          numbers: tails,
          predictionAt: (t) => [t, 0, 0],
          target: goal,
        };
      case "probabilities":
        return { ...ofShares, predictionAt: (p) => [p, (1 - p) / 2, (1 - p) / 2] };
      case "logProbabilities":
        return { ...ofShares, predictionAt: (p) => [p, (1 - p) / 2, (1 - p) / 2].map(Math.log) };
      case "real":
        return {
          heading: "Prediction for the true class of 3",
          numbers: [-0.9, -0.5, 0, 0.5, 0.9],
          predictionAt: (t) => [t, 0.1, 0.1],
          target: goal,
        };
    }
  }
  const one = tensor([1], { dtype: "float64" });
  switch (prediction) {
    case "logits":
      return { heading: "Logit, target 1", numbers: tails, predictionAt: (t) => [t], target: one };
    case "probabilities":
      return { heading: "Probability, target 1", numbers: shares, predictionAt: (p) => [p], target: one };
    case "logProbabilities":
      return { heading: "Probability, target 1", numbers: shares, predictionAt: (p) => [Math.log(p)], target: one };
    case "real":
      return target === "sign"
        ? { heading: "Score, target 1", numbers: steps, predictionAt: (t) => [t], target: one }
        : { heading: "Prediction − target (which is 1)", numbers: steps, predictionAt: (t) => [1 + t], target: one };
  }
}

/** Value and gradient (of the element that changes) at a few points; points outside of the loss's domain are left out. */
export function pointsTable(loss: Loss): string {
  const course = courseOf(loss.prediction, loss.target[0] ?? "real");
  const rows = course.numbers.flatMap((t) => {
    const point = at(loss, course, t);
    return point && !Number.isNaN(point.value) ? [[short(t), short(point.value), short(point.slope)]] : [];
  });
  return table([course.heading, "Value", "Gradient"], rows);
}

function at(loss: Loss, { predictionAt, target }: Course, t: number): { value: number; slope: number } | undefined {
  const elements = Float64Array.from(predictionAt(t));
  const shape = elements.length === 1 ? [1] : [1, elements.length];
  try {
    const { gradient, value } = valueAndGrad((x: Tensor) => sum(loss(x, target)))(tensor(elements, { shape }));
    return { value: value.item(), slope: gradient.data[0] as number };
  } catch (error) {
    // A prediction outside of the domain, or a parameter that has no default.
    if (error instanceof SurprisalError) return undefined;
    throw error;
  }
}
