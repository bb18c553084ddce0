import {
  asTensor,
  broadcastTo,
  cast,
  gather,
  mul,
  notEqual,
  ParameterError,
  reshape,
  sameShape,
  where,
  type Tensor,
  type TensorLike,
} from "@surprisal/tensor";
import type { Input } from "./readInput.ts";
import { checkElements, checkShape } from "./refusals.ts";
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
  { kind, prediction, target, shape, ignored, classCount }: Input,
  options: LossOptions,
  weighsClasses: boolean,
): Weighting {
  const read = (argument: string, given: TensorLike | undefined): Tensor | undefined => {
    const weights =
      given === undefined ? given : cast(asTensor(given, prediction.dtype, `${unit}: ${argument}`), prediction.dtype);
    const fits = (weight: number): boolean => weight >= 0 && weight < Infinity;
    if (weights) checkElements(unit, argument, weights, fits, "a finite number from 0");
    return weights;
  };
  const classWeights = read("classWeights", options.classWeights);
  if (classWeights) {
    if ((kind !== "classes" && !weighsClasses) || classCount === Infinity)
      throw new ParameterError(`${unit}: classWeights are given, expected none: the target holds no classes`);
    checkShape(
      sameShape(classWeights.shape, [classCount]),
      unit,
      "classWeights",
      classWeights.shape,
      `[${classCount}]`,
    );
  }
  const given = read("sampleWeights", options.sampleWeights);
  const sampleWeights = given && broadcastTo(given, shape, `${unit}: sampleWeights`);
  /** Which targets are not ignored. */
  const targeted = ignored.reduce<Tensor | undefined>((keep, k) => without(keep, target, k), undefined);
  const own =
    classWeights && kind === "classes"
      ? reshape(gather(classWeights, reshape(targeted ? where(targeted, target, 0) : target, [-1])), shape)
      : undefined;
  const hasTarget = targeted ? targeted.data.includes(1) : target.data.length > 0;
  const both = own && sampleWeights ? mul(own, sampleWeights) : (own ?? sampleWeights);
  // Where a loss weighs classes itself, a true class of weight 0 leaves those over which the target is spread.
  const factor = weighsClasses ? sampleWeights : both;
  const keep = factor ? without(targeted, factor, 0) : targeted;
  const weights = keep ? where(keep, both ?? cast(1, prediction.dtype), 0) : both;
  return {
    ...(classWeights && { classWeights }),
    keep,
    factor,
    weights,
    weightless: hasTarget && !!weights && !weights.data.some(Boolean),
  };
}

/** A condition, and that a tensor is not a certain number; undefined is one that holds everywhere. */
function without(keep: Tensor | undefined, x: Tensor, excluded: number): Tensor | undefined {
  if (!x.data.includes(excluded)) return keep;
  const differs = notEqual(x, excluded);
  return keep ? where(keep, differs, false) : differs;
}
