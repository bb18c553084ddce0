import {
  asTensor,
  broadcastTo,
  cast,
  DTypeError,
  moveAxis,
  normalizeAxis,
  ParameterError,
  sameShape,
  toFloat,
  type Shape,
  Tensor,
  type TensorLike,
} from "@surprisal/tensor";
import { ClassError } from "../errors.ts";
import { checkElements, checkNames, checkShape } from "./refusals.ts";
import type { LossDefinition, LossOptions, Parameters, ReductionLossOptions, TargetKind } from "./types.ts";

/** Whether a loss with this kind of target gives one value a row, rather than one an element. */
export const isRowwise = (kind: TargetKind): boolean => kind === "classes" || kind === "distribution" || kind === "row";

/** A prediction and its target, as the loss takes them: the classes on the last axis. */
export interface Input {
  readonly kind: TargetKind;
  readonly prediction: Tensor;
  readonly target: Tensor;
  /** The shape of the loss. */
  readonly shape: Shape;
  /** The classes that are left out; none where the target holds no classes. */
  readonly ignored: readonly number[];
  /** How many classes a row tells apart; 0 where there are no rows. */
  readonly classCount: number;
}

/** The options that every loss takes; the last one is for means, and passed over by the rest. */
const optionNames: readonly (keyof ReductionLossOptions)[] = [
  "classWeights",
  "sampleWeights",
  "ignoreIndex",
  "axis",
  "whenEmpty",
];

export const checkOptions = (unit: string, options: LossOptions): void =>
  checkNames(unit, "option", options, optionNames);

/** Reads a call; whatever does not fit is refused here. */
export function readInput(
  definition: Pick<LossDefinition<Parameters>, "name" | "prediction" | "target" | "classCount">,
  prediction: TensorLike,
  target: TensorLike,
  options: LossOptions,
): Input {
  const unit = definition.name;
  checkOptions(unit, options);
  const given = toFloat(asTensor(prediction, "float32", `${unit}: prediction`));
  const goal = asTensor(target, given.dtype, `${unit}: target`);
  const kind = kindOf([definition.target].flat(), goal, goal.shape.length < given.shape.length);
  const isPlain = !(target instanceof Tensor || ArrayBuffer.isView(target));
  if (kind === undefined || (kind === "classes" && !isInteger(goal) && !isPlain))
    throw new DTypeError(`${unit}: target is ${goal.dtype}, expected classes as int32`);
  const ignored = readIgnored(unit, kind, options);
  if (definition.prediction === "probabilities") checkProbabilities(unit, "prediction", given);
  if (!isRowwise(kind)) {
    const stretched = broadcastTo(toFloat(goal), given.shape, `${unit}: target`);
    if (kind === "sign") checkElements(unit, "target", stretched, (sign) => sign === 1 || sign === -1, "-1 or 1");
    // Beside log-probabilities stand amounts of any size, or logarithms.
    if (kind === "probability" && definition.prediction !== "logProbabilities")
      checkProbabilities(unit, "target", stretched);
    return { kind, prediction: given, target: stretched, shape: given.shape, ignored, classCount: 0 };
  }
  const rank = given.shape.length;
  checkShape(rank > 0, unit, "prediction", given.shape, "[… C]");
  const axis = normalizeAxis(unit, options.axis ?? -1, rank);
  const rows = moveAxis(given, axis, -1);
  const shape = rows.shape.slice(0, -1);
  const width = rows.shape.at(-1) ?? 0;
  checkShape(width > 0 || shape.includes(0), unit, "prediction", given.shape, "at least one class");
  const isWide = kind !== "classes";
  const own = isWide && goal.shape.length === rank ? moveAxis(goal, axis, -1) : goal;
  const classCount = definition.classCount?.(width) ?? width;
  const expected = isWide ? [...shape, classCount] : shape;
  checkShape(sameShape(own.shape, expected), unit, "target", goal.shape, `[${expected.join(", ")}]`);
  const isClass = (k: number): boolean => (Number.isInteger(k) && k >= 0 && k < classCount) || ignored.includes(k);
  if (!isWide && !(isInteger(own) && isWithin(own, classCount - 1)))
    checkElements(unit, "target", own, isClass, `0..${classCount - 1}`, ClassError);
  if (kind === "distribution") checkProbabilities(unit, "target", own, Infinity);
  return { kind, prediction: rows, target: isWide ? toFloat(own) : cast(own, "int32"), shape, ignored, classCount };
}

const isInteger = ({ dtype }: Tensor): boolean => dtype === "int32" || dtype === "uint8";

/** Integers are classes, and so are numbers that come one a row, or where nothing else is expected. */
function kindOf(kinds: readonly TargetKind[], target: Tensor, isOneARow: boolean): TargetKind | undefined {
  const other = kinds.find((kind) => kind !== "classes");
  return kinds.includes("classes") && (isInteger(target) || isOneARow || !other) ? "classes" : other;
}

function readIgnored(unit: string, kind: TargetKind, { ignoreIndex }: LossOptions): readonly number[] {
  const ignored = [ignoreIndex ?? -100].flat();
  const isClass = kind === "classes";
  if (isClass ? !ignored.every(Number.isInteger) : ignoreIndex !== undefined) {
    const expected = isClass ? "whole numbers" : "none: the target holds no classes";
    throw new ParameterError(`${unit}: ignoreIndex is ${ignored.join(", ")}, expected ${expected}`);
  }
  return isClass ? ignored : [];
}

/** NaN is let through, and comes out. */
function checkProbabilities(unit: string, argument: string, values: Tensor, most = 1): void {
  if (!isWithin(values, most))
    checkElements(unit, argument, values, (p) => !(p < 0 || p > most), `a number from 0 to ${most}`);
}

/** Whether all are from 0 to the most: a loop of its own, since with a call for each element a check takes as long as a loss. */
function isWithin({ data }: Tensor, most: number): boolean {
  let fits = true;
  for (let i = 0; i < data.length; i++) fits &&= (data[i] as number) >= 0 && (data[i] as number) <= most;
  return fits;
}
