import type { Loss, TargetKind } from "@surprisal/contract";
import { tensor } from "@surprisal/tensor";
import { normalized } from "../../generators/rows.ts";
import { isRowwise, targetsOf } from "../example.ts";
import { logNormalized } from "../examples.ts";

/** The targets that name one class each: all classes, both signs, 0 and 1. undefined for kinds that name none. */
export function outcomesOf(kind: TargetKind, count: number): number[][] | undefined {
  const classes = Array.from({ length: count }, (_, k) => k);
  if (kind === "classes") return classes.map((k) => [k]);
  if (kind === "distribution") return classes.map((k) => classes.map((j) => Number(j === k)));
  if (kind === "sign") return [[-1], [1]];
  return kind === "probability" ? [[0], [1]] : undefined;
}

/** The kind of target by which a loss tells classes apart. */
export function classKindOf({ target }: Loss): TargetKind | undefined {
  return target.find((kind) => outcomesOf(kind, 1) !== undefined);
}

/** Numbers without bounds as a prediction of the loss: what a search moves freely. */
export function predictionFrom(loss: Loss, free: readonly number[]): readonly number[] {
  if (loss.prediction === "logProbabilities") return logNormalized(free);
  if (loss.prediction !== "probabilities") return free;
  return free.length > 1 ? normalized(free) : free.map((x) => 1 / (1 + Math.exp(-x)));
}

/**
 * The mean losses of predictions, one a mixture: mixture i has the shares of the targets, and all are computed in one call. Predictions are
 * given as free numbers.
 */
export function meanLosses(
  loss: Loss,
  kind: TargetKind,
  targets: readonly (readonly number[])[],
  mixtures: readonly (readonly number[])[],
): (points: readonly (readonly number[])[]) => number[] {
  const each = targets.length;
  const all = targetsOf({
    kind,
    examples: mixtures.flatMap(() => targets.map((target) => ({ prediction: [], target }))),
  });
  return (points) => {
    const rows = points.flatMap((point) => {
      const prediction = predictionFrom(loss, point);
      return targets.flatMap(() => prediction);
    });
    const width = points[0]?.length ?? 0;
    const shape = isRowwise(kind) ? [points.length * each, width] : [points.length * each];
    const { data } = loss(tensor(Float64Array.from(rows), { shape }), all);
    return mixtures.map((shares, i) =>
      // What never happens costs nothing, were it infinite.
      shares.reduce((sum, share, k) => (share === 0 ? sum : sum + share * (data[i * each + k] as number)), 0),
    );
  };
}
