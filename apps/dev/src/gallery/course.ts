import type { Loss, TargetKind } from "@surprisal/contract";
import { tensor, type Tensor } from "@surprisal/tensor";

/** Where a loss is looked at: along predictions that depend on one number, which stands in the first element. */
export interface Course {
  /** What the number is. */
  readonly axis: string;
  readonly from: number;
  readonly to: number;
  readonly predictionAt: (t: number) => readonly number[];
  /** What the prediction is compared with: one example. */
  readonly target: readonly number[];
  readonly kind: TargetKind;
}

const ofRows: ReadonlySet<TargetKind> = new Set(["classes", "distribution", "row"]);

/** The course of a loss, for its first kind of target. */
export function courseOf({ prediction, target }: Loss): Course {
  const kind = target[0] ?? "real";
  return ofRows.has(kind) ? rowCourse(prediction, kind) : elementCourse(prediction, kind);
}

/** Rows of three, of which the first element counts: the true class, or what the target says more of. */
function rowCourse(prediction: Loss["prediction"], kind: TargetKind): Course {
  const target = kind === "classes" ? [0] : [1, 0, 0];
  const what = kind === "row" ? "the first of 3" : "the true class, of 3";
  switch (prediction) {
    case "logits":
      return { axis: `logit of ${what}`, from: -6, to: 6, predictionAt: (t) => [t, 0, 0], target, kind };
    case "logProbabilities":
      return { axis: `log-probability of ${what}`, from: -6, to: 0, predictionAt: (t) => [t, -1, -1], target, kind };
    case "probabilities":
      return { axis: `probability of ${what}`, from: 0.02, to: 0.98, predictionAt: (p) => [p, 0.5, 0.5], target, kind };
    case "real":
      return {
        axis: `prediction for ${what}`,
        from: -0.95,
        to: 0.95,
        predictionAt: (t) => [t, 0.1, 0.1],
        target,
        kind,
      };
  }
}

function elementCourse(prediction: Loss["prediction"], kind: TargetKind): Course {
  const own = { predictionAt: (t: number) => [t], target: [1], kind };
  switch (prediction) {
    case "logits":
      return { axis: "logit, where the target is 1", from: -6, to: 6, ...own };
    case "logProbabilities":
      return { axis: "log-probability, where the target is 1", from: -6, to: 0, ...own };
    case "probabilities":
      return { axis: "probability, where the target is 1", from: 0.02, to: 0.98, ...own };
    case "real":
      return kind === "sign"
        ? { axis: "score, where the target is 1", from: -3, to: 3, ...own }
        : { axis: "prediction, where the target is 1", from: -3, to: 5, ...own };
  }
}

/** The examples of a course at some of its numbers, one below the other. */
export function examplesAt(
  { kind, predictionAt, target }: Course,
  numbers: readonly number[],
): { readonly prediction: Tensor; readonly target: Tensor } {
  const rows = numbers.map(predictionAt);
  const width = rows[0]?.length ?? 1;
  const shape = width > 1 ? [numbers.length, width] : [numbers.length];
  const goal = numbers.flatMap(() => target);
  return {
    prediction: tensor(Float64Array.from(rows.flat()), { shape }),
    target: kind === "classes" ? tensor(Int32Array.from(goal)) : tensor(Float64Array.from(goal), { shape }),
  };
}
