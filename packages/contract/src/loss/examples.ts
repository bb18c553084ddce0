import {
  asTensor,
  broadcastTo,
  cast,
  DTypeError,
  moveAxis,
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
import { ClassError } from "../errors.ts";
import type { LossDefinition, LossOptions, Parameters, TargetKind, ValueContext } from "./types.ts";

/** One value an example, weighted, with the weights it was multiplied by (undefined: all 1). */
export interface Examples {
  readonly values: Tensor;
  readonly weights: Tensor | undefined;
  /** Examples are there, but the weights of all are 0. */
  readonly weightless: boolean;
}

/** Evaluates a loss example by example: what counts, with which weight, is decided here for all losses. */
export function evaluate<P extends Parameters>(
  definition: LossDefinition<P>,
  prediction: TensorLike,
  target: TensorLike,
  parameters: P,
  options: LossOptions,
): Examples {
  const unit = definition.name;
  const input = read(definition, prediction, target, options);
  const { kind } = input;
  const weighted = weighExamples(unit, input, options, definition.weighsClasses ?? false);
  const context: ValueContext =
    definition.weighsClasses && weighted.classWeights
      ? { target: kind, classWeights: weighted.classWeights }
      : { target: kind };
  const { keep } = weighted;
  const kept = keep === undefined ? input : dropExamples(input, keep);
  const raw = definition.value(kept.prediction, kept.target, parameters, context);
  const values = weighted.factor === undefined ? raw : mul(raw, weighted.factor);
  return {
    values: keep === undefined ? values : where(keep, values, 0),
    weights: weighted.weights,
    weightless: weighted.weightless,
  };
}

interface Input {
  readonly kind: TargetKind;
  readonly prediction: Tensor;
  readonly target: Tensor;
  /** The shape of the loss. */
  readonly shape: readonly number[];
  readonly ignoreIndex: number;
}

function read<P extends Parameters>(
  definition: LossDefinition<P>,
  prediction: TensorLike,
  target: TensorLike,
  options: LossOptions,
): Input {
  const unit = definition.name;
  const kinds: readonly TargetKind[] = typeof definition.target === "string" ? [definition.target] : definition.target;
  const given = floats(asTensor(prediction));
  const goal = readTarget(target, given, kinds, options.axis ?? -1);
  const ignoreIndex = options.ignoreIndex ?? -100;
  const integers = goal.dtype === "int32" || goal.dtype === "uint8";
  const kind = kinds.find((each) => (each === "classes") === integers) ?? kinds.find((each) => each !== "classes");
  if (kind === undefined) throw new DTypeError(`${unit}: target is ${goal.dtype}, expected classes as int32`);
  if (kind !== "classes" && options.ignoreIndex !== undefined) {
    throw new ParameterError(`${unit}: ignoreIndex is ${ignoreIndex}, expected none: the target holds no classes`);
  }
  if (definition.prediction === "probabilities") checkProbabilities(unit, given);
  if (kind === "probability" || kind === "real") {
    if (options.classWeights !== undefined)
      throw new ParameterError(`${unit}: classWeights are given, expected none: the loss has no classes`);
    const stretched = stretch(unit, "target", floats(goal), given.shape);
    return { kind, prediction: given, target: stretched, shape: given.shape, ignoreIndex };
  }
  if (given.shape.length === 0) throw new ShapeError(`${unit}: prediction has no axes, expected [… C]`);
  const axis = options.axis ?? -1;
  if (!Number.isInteger(axis) || axis < -given.shape.length || axis >= given.shape.length) {
    const last = given.shape.length - 1;
    throw new ParameterError(
      `${unit}: axis is ${axis}, expected ${-1 - last}..${last} for prediction [${given.shape.join(", ")}]`,
    );
  }
  const rows = moveAxis(given, axis, -1);
  const shape = rows.shape.slice(0, -1);
  const own = kind === "distribution" && goal.shape.length === rows.shape.length ? moveAxis(goal, axis, -1) : goal;
  const expected = kind === "classes" ? shape : rows.shape;
  if (!sameShape(own.shape, expected)) {
    throw new ShapeError(`${unit}: target has shape [${goal.shape.join(", ")}], expected [${expected.join(", ")}]`);
  }
  if (kind === "classes") checkClasses(unit, own, rows.shape.at(-1) ?? 0, ignoreIndex);
  return { kind, prediction: rows, target: kind === "classes" ? cast(own, "int32") : floats(own), shape, ignoreIndex };
}

/** Repeats an argument to the shape it goes with. */
function stretch(unit: string, argument: string, values: Tensor, shape: readonly number[]): Tensor {
  const fits =
    values.shape.length <= shape.length &&
    values.shape.toReversed().every((extent, i) => extent === 1 || extent === shape.at(-1 - i));
  if (!fits) {
    throw new ShapeError(
      `${unit}: ${argument} has shape [${values.shape.join(", ")}], expected [${shape.join(", ")}] or one that broadcasts to it`,
    );
  }
  return broadcastTo(values, shape);
}

/** Plain numbers take the dtype of the prediction; whole ones, one a row, are classes. */
function readTarget(target: TensorLike, prediction: Tensor, kinds: readonly TargetKind[], axis: number): Tensor {
  const goal = asTensor(target, prediction.dtype);
  const plain = typeof target === "number" || Array.isArray(target);
  if (!plain || !kinds.includes("classes") || prediction.shape.length === 0) return goal;
  const oneARow = sameShape(
    goal.shape,
    prediction.shape.filter((_, i) => i !== (axis + prediction.shape.length) % prediction.shape.length),
  );
  return oneARow && goal.data.every(Number.isInteger) ? cast(goal, "int32") : goal;
}

function floats(x: Tensor): Tensor {
  return x.dtype === "float32" || x.dtype === "float64" ? x : cast(x, "float32");
}

function checkProbabilities(unit: string, prediction: Tensor): void {
  for (const [i, p] of prediction.data.entries()) {
    if (p < 0 || p > 1)
      throw new ParameterError(`${unit}: prediction[${i}] is ${p}, expected a probability from 0 to 1`);
  }
}

function checkClasses(unit: string, target: Tensor, count: number, ignoreIndex: number): void {
  for (const [i, index] of target.data.entries()) {
    if (index !== ignoreIndex && (index < 0 || index >= count)) {
      throw new ClassError(`${unit}: target[${i}] is ${index}, expected 0..${count - 1}`);
    }
  }
}

interface Weighting {
  readonly classWeights?: Tensor;
  /** Which examples count; undefined: all. */
  readonly keep: Tensor | undefined;
  /** What the values are multiplied by. */
  readonly factor: Tensor | undefined;
  /** What the normalizer adds up. */
  readonly weights: Tensor | undefined;
  readonly weightless: boolean;
}

function weighExamples(
  unit: string,
  { kind, prediction, target, shape, ignoreIndex }: Input,
  options: LossOptions,
  weighsClasses: boolean,
): Weighting {
  const like = (weights: TensorLike): Tensor => cast(asTensor(weights, prediction.dtype), prediction.dtype);
  /** Which targets are not ignored; undefined: all. */
  let keep: Tensor | undefined;
  let own: Tensor | undefined;
  let classWeights: Tensor | undefined;
  if (options.classWeights !== undefined) {
    const count = prediction.shape.at(-1) ?? 0;
    classWeights = like(options.classWeights);
    checkWeights(unit, "classWeights", classWeights);
    if (!sameShape(classWeights.shape, [count])) {
      throw new ShapeError(`${unit}: classWeights have shape [${classWeights.shape.join(", ")}], expected [${count}]`);
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

/** Puts 0 in the place of what does not count, so that whatever stands there (NaN, ∞) reaches neither value nor gradient. */
function dropExamples(input: Input, keep: Tensor): Input {
  const rowwise = input.kind === "classes" || input.kind === "distribution";
  const mask = rowwise ? reshape(keep, [...keep.shape, 1]) : keep;
  return {
    ...input,
    prediction: where(mask, input.prediction, 0),
    target: where(input.kind === "classes" ? keep : mask, input.target, 0),
  };
}
