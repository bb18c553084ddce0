import type { Loss, TargetKind } from "@surprisal/contract";
import { tensor, type Tensor } from "@surprisal/tensor";

/** One prediction and its target, in plain numbers: a row of C with class targets and distributions, one number otherwise. */
export interface Example {
  readonly prediction: readonly number[];
  /** One number (a class, a probability, a sign, a real number), or C of them (a distribution, a row). */
  readonly target: readonly number[];
}

/** Examples of one kind and width, as they come in one batch. */
export interface Batch {
  readonly kind: TargetKind;
  readonly examples: readonly Example[];
}

export type FloatType = "float32" | "float64";

/** Whether a loss with this kind of target gives one value a row (rather than one an element). */
export function isRowwise(kind: TargetKind): boolean {
  return kind === "classes" || kind === "distribution" || kind === "row";
}

/** How many classes the rows of a batch tell apart. */
export function classCountOf(loss: Loss, { kind, examples }: Batch): number {
  const width = examples[0]?.prediction.length ?? 0;
  return kind === "classes" ? loss.classCount(width) : width;
}

export function predictionsOf({ kind, examples }: Batch, dtype: FloatType = "float64"): Tensor {
  const shape = isRowwise(kind) ? [examples.length, examples[0]?.prediction.length ?? 0] : [examples.length];
  return tensor(Float64Array.from(examples.flatMap(({ prediction }) => prediction)), { shape, dtype });
}

export function targetsOf({ kind, examples }: Batch, dtype: FloatType = "float64"): Tensor {
  const isWide = isRowwise(kind) && kind !== "classes";
  const shape = isWide ? [examples.length, examples[0]?.target.length ?? 0] : [examples.length];
  const values = examples.flatMap(({ target }) => target);
  return kind === "classes"
    ? tensor(Int32Array.from(values), { shape })
    : tensor(Float64Array.from(values), { shape, dtype });
}

/** Predictions of the batch's shape from flat numbers. */
export function withPredictions(batch: Batch, flat: ArrayLike<number>): Batch {
  let at = 0;
  const examples = batch.examples.map(({ prediction, target }) => ({
    target,
    prediction: prediction.map(() => flat[at++] as number),
  }));
  return { kind: batch.kind, examples };
}

/** The loss of one example, as a function of its prediction. */
export function lossOfOne(loss: Loss, kind: TargetKind, target: readonly number[]): (prediction: Tensor) => Tensor {
  const fixed = targetsOf({ kind, examples: [{ prediction: [], target }] });
  return (prediction) => loss(prediction, fixed);
}

export function predictionOfOne(kind: TargetKind, prediction: ArrayLike<number>): Tensor {
  return tensor(Float64Array.from(prediction), { shape: isRowwise(kind) ? [1, prediction.length] : [1] });
}
