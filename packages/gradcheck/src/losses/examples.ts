import type { Loss, TargetKind } from "@surprisal/contract";
import * as fc from "fast-check";
import { reals } from "../generators/numbers.ts";
import { classIndices, distributions, logits, normalized, probabilities } from "../generators/rows.ts";
import { isRowwise, type Batch, type Example } from "./example.ts";
import type { LossLawOptions } from "./options.ts";

/**
 * Where examples come from. "ordinary": sizes to 8, where differences see derivatives. "extreme": all for which the loss must be
 * finite. "coincident": the prediction is, or stands for, the target, or all logits are equal: where inner differences vanish.
 */
export type Region = "ordinary" | "extreme" | "coincident";

/** Batches of 1 to `most` examples of one of the loss's kinds. */
export function batches(loss: Loss, options: LossLawOptions, region: Region, most = 4, least = 1): fc.Arbitrary<Batch> {
  const counts = options.classCounts ?? [2, 3, 5];
  return fc
    .tuple(fc.constantFrom(...loss.target), fc.constantFrom(...counts))
    .chain(([kind, count]) =>
      fc
        .array(examplesOf(loss, kind, count, options, region), { minLength: least, maxLength: most })
        .map((examples) => ({ kind, examples })),
    );
}

/** One example of a kind, with `count` classes where it has any. */
export function examplesOf(
  loss: Loss,
  kind: TargetKind,
  count: number,
  options: LossLawOptions,
  region: Region,
): fc.Arbitrary<Example> {
  const targets = targetsOfKind(kind, kind === "classes" ? loss.classCount(count) : count, options, region);
  if (region === "coincident")
    return targets.map((target) => ({ target, prediction: standingFor(loss, kind, count, target) }));
  const width = isRowwise(kind) ? count : 1;
  return fc.record({ prediction: predictionsOfKind(loss, width, options, region), target: targets });
}

function predictionsOfKind(loss: Loss, width: number, options: LossLawOptions, region: Region): fc.Arbitrary<number[]> {
  if (options.prediction) return fc.array(options.prediction, { minLength: width, maxLength: width });
  const extent = region === "extreme" ? (options.extent ?? 1e4) : 8;
  const ordinary = { extent, subnormals: region === "extreme" };
  switch (loss.prediction) {
    case "logits":
    case "real":
      return logits(width, ordinary);
    case "logProbabilities":
      return logits(width, ordinary).map(logNormalized);
    case "probabilities":
      // Inside (0, 1): what a probability of 0 costs may be infinite.
      return logits(width, { ...ordinary, extent: Math.min(extent, 300) }).map(
        width === 1 ? ([x]) => [1 / (1 + Math.exp(-Math.max(-36, Math.min(36, x ?? 0))))] : normalized,
      );
  }
}

function targetsOfKind(
  kind: TargetKind,
  count: number,
  options: LossLawOptions,
  region: Region,
): fc.Arbitrary<number[]> {
  const interior = region === "coincident";
  const numbers = (): fc.Arbitrary<number> =>
    options.target ??
    reals({ extent: region === "extreme" ? (options.extent ?? 1e4) : 8, subnormals: region === "extreme" });
  switch (kind) {
    case "classes":
      return classIndices(count).map((k) => [k]);
    case "distribution":
      return distributions(count, { interior });
    case "row":
      return fc.array(numbers(), { minLength: count, maxLength: count });
    case "probability":
      return (options.target ?? probabilities({ interior })).map((p) => [p]);
    case "sign":
      return fc.constantFrom([-1], [1]);
    case "real":
      return numbers().map((y) => [y]);
  }
}

/** The prediction that says what the target says: where most losses are least. */
export function standingFor(loss: Loss, kind: TargetKind, count: number, target: readonly number[]): number[] {
  if (kind === "classes") {
    const flat =
      loss.prediction === "probabilities" ? 1 / count : loss.prediction === "logProbabilities" ? -Math.log(count) : 0;
    return Array.from({ length: count }, () => flat);
  }
  if (loss.prediction === "logits") {
    return kind === "distribution"
      ? target.map(Math.log)
      : kind === "probability"
        ? target.map((p) => Math.log(p) - Math.log1p(-p))
        : [...target];
  }
  return loss.prediction === "logProbabilities" ? target.map(Math.log) : [...target];
}

export function logNormalized(row: readonly number[]): number[] {
  const largest = Math.max(...row);
  const rest = Math.log(row.reduce((sum, z) => sum + Math.exp(z - largest), 0));
  return row.map((z) => z - largest - rest);
}

/** Where a loss is defined, element by element of its prediction. */
export function domainOf(loss: Loss): readonly [number, number] {
  if (loss.prediction === "probabilities") return [0, 1];
  return [-Infinity, loss.prediction === "logProbabilities" ? 0 : Infinity];
}
