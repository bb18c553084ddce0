import {
  asTensor,
  cast,
  mul,
  notEqual,
  ParameterError,
  reshape,
  sameShape,
  ShapeError,
  take,
  where,
  type Tensor,
  type TensorLike,
} from "@surprisal/tensor";
import { stretch, type Input } from "./readInput.ts";
import type { LossOptions } from "./types.ts";

/** Which examples count, and how much. */
export interface Weighting {
  readonly classWeights?: Tensor;
  /** Which examples count; undefined: all. */
  readonly keep: Tensor | undefined;
  /** What the values are multiplied by. */
  readonly factor: Tensor | undefined;
  /** What the normalizer adds up. */
  readonly weights: Tensor | undefined;
  readonly weightless: boolean;
}

/** Puts class weights, sample weights and ignored targets together. */
export function weighExamples(
  unit: string,
  { kind, prediction, target, shape, ignoreIndex, classCount }: Input,
  options: LossOptions,
  weighsClasses: boolean,
): Weighting {
  const like = (weights: TensorLike): Tensor => cast(asTensor(weights, prediction.dtype), prediction.dtype);
  /** Which targets are not ignored; undefined: all. */
  let keep: Tensor | undefined;
  let own: Tensor | undefined;
  let classWeights: Tensor | undefined;
  if (options.classWeights !== undefined) {
    if (kind !== "classes" && !weighsClasses) {
      throw new ParameterError(`${unit}: classWeights are given, expected none: the target names no one class`);
    }
    classWeights = like(options.classWeights);
    checkWeights(unit, "classWeights", classWeights);
    if (!sameShape(classWeights.shape, [classCount])) {
      throw new ShapeError(
        `${unit}: classWeights have shape [${classWeights.shape.join(", ")}], expected [${classCount}]`,
      );
    }
  }
  if (kind === "classes") {
    const counts = notEqual(target, ignoreIndex);
    if (counts.data.includes(0)) keep = counts;
    if (classWeights) {
      const flat = reshape(where(counts, target, 0), [-1]);
      own = reshape(take(classWeights, flat), shape);
    }
  }
  let sampleWeights: Tensor | undefined;
  if (options.sampleWeights !== undefined) {
    const given = like(options.sampleWeights);
    checkWeights(unit, "sampleWeights", given);
    sampleWeights = stretch(unit, "sampleWeights", given, shape);
  }
  const both = own && sampleWeights ? mul(own, sampleWeights) : (own ?? sampleWeights);
  let weightless = false;
  if (both !== undefined && both.data.includes(0)) {
    const positive = notEqual(both, 0);
    const anyKept = keep === undefined || keep.data.includes(1);
    keep = keep === undefined ? positive : where(keep, positive, false);
    weightless = anyKept && !keep.data.includes(1);
  }
  const counted = keep === undefined ? both : where(keep, both ?? cast(1, prediction.dtype), 0);
  return {
    ...(classWeights && { classWeights }),
    keep,
    factor: weighsClasses ? sampleWeights : both,
    weights: counted,
    weightless,
  };
}

function checkWeights(unit: string, argument: string, weights: Tensor): void {
  for (const [i, weight] of weights.data.entries()) {
    if (!(weight >= 0 && weight < Infinity))
      throw new ParameterError(`${unit}: ${argument}[${i}] is ${weight}, expected a finite number from 0`);
  }
}
