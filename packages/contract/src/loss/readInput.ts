import {
  asTensor,
  broadcastTo,
  cast,
  DTypeError,
  moveAxis,
  ParameterError,
  sameShape,
  ShapeError,
  type Tensor,
  type TensorLike,
} from "@surprisal/tensor";
import { ClassError } from "../errors.ts";
import type { LossDefinition, LossOptions, Parameters, TargetKind } from "./types.ts";

/** Whether a loss with this kind of target gives one value a row, rather than one an element. */
export const isRowwise = (kind: TargetKind): boolean => kind === "classes" || kind === "distribution" || kind === "row";

/** A prediction and its target, as the loss takes them: the classes on the last axis. */
export interface Input {
  readonly kind: TargetKind;
  readonly prediction: Tensor;
  readonly target: Tensor;
  /** The shape of the loss. */
  readonly shape: readonly number[];
  readonly ignoreIndex: number;
  /** How many classes a row tells apart; 0 where there are no rows. */
  readonly classCount: number;
}

/** Reads a call; whatever does not fit is refused here. */
export function readInput(
  definition: Pick<LossDefinition<Parameters>, "name" | "prediction" | "target" | "classCount">,
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
  if (!isRowwise(kind)) {
    if (options.classWeights !== undefined)
      throw new ParameterError(`${unit}: classWeights are given, expected none: the loss has no classes`);
    const stretched = stretch(unit, "target", floats(goal), given.shape);
    if (kind === "sign") checkSigns(unit, stretched);
    return { kind, prediction: given, target: stretched, shape: given.shape, ignoreIndex, classCount: 0 };
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
  const own = kind !== "classes" && goal.shape.length === rows.shape.length ? moveAxis(goal, axis, -1) : goal;
  const width = rows.shape.at(-1) ?? 0;
  const classCount = definition.classCount?.(width) ?? width;
  const expected = kind === "classes" ? shape : [...shape, classCount];
  if (!sameShape(own.shape, expected)) {
    throw new ShapeError(`${unit}: target has shape [${goal.shape.join(", ")}], expected [${expected.join(", ")}]`);
  }
  if (kind === "classes") checkClasses(unit, own, classCount, ignoreIndex);
  const labels = kind === "classes" ? cast(own, "int32") : floats(own);
  return { kind, prediction: rows, target: labels, shape, ignoreIndex, classCount };
}

/** Repeats an argument to the shape it goes with. */
export function stretch(unit: string, argument: string, values: Tensor, shape: readonly number[]): Tensor {
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

/** Integers and bool as float32; floats as they are. */
export function floats(x: Tensor): Tensor {
  return x.dtype === "float32" || x.dtype === "float64" ? x : cast(x, "float32");
}

function checkProbabilities(unit: string, prediction: Tensor): void {
  for (const [i, p] of prediction.data.entries()) {
    if (p < 0 || p > 1)
      throw new ParameterError(`${unit}: prediction[${i}] is ${p}, expected a probability from 0 to 1`);
  }
}

function checkSigns(unit: string, target: Tensor): void {
  for (const [i, sign] of target.data.entries()) {
    if (sign !== 1 && sign !== -1) throw new ParameterError(`${unit}: target[${i}] is ${sign}, expected -1 or 1`);
  }
}

function checkClasses(unit: string, target: Tensor, count: number, ignoreIndex: number): void {
  for (const [i, index] of target.data.entries()) {
    if (index !== ignoreIndex && (index < 0 || index >= count)) {
      throw new ClassError(`${unit}: target[${i}] is ${index}, expected 0..${count - 1}`);
    }
  }
}
