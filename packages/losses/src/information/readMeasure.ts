import { checkElements, checkNames, ParameterError, ShapeError } from "@surprisal/contract";
import { asTensor, broadcastShapes, normalizeAxis, type Tensor, type TensorLike } from "@surprisal/tensor";
import { perNat, type MeasureOptions } from "./unit.ts";

/** What a measure is of, checked. */
export interface Measure {
  readonly p: Tensor;
  readonly q: Tensor;
  readonly axis: number;
  /** How many of the unit one nat is. */
  readonly scale: number;
}

/** Reads two distributions over the same outcomes and the options; what does not fit is refused by its name. NaN is let through. */
export function readMeasure(
  unit: string,
  p: TensorLike,
  q: TensorLike,
  options: MeasureOptions,
  known: readonly string[] = ["unit", "axis"],
): Measure {
  checkNames(unit, "option", options, known);
  const [one, other] = [readProbabilities(unit, "p", p), readProbabilities(unit, "q", q)];
  const axis = options.axis ?? -1;
  const extents = [one, other].map(({ shape }) => shape[normalizeAxis(unit, axis, shape.length)]);
  broadcastShapes(unit, one.shape, other.shape);
  if (extents[0] !== extents[1])
    throw new ShapeError(`${unit}: q has ${extents[1]} outcomes, expected ${extents[0]} as p has`);
  return { p: one, q: other, axis, scale: readUnit(unit, options) };
}

/** Reads probabilities, each from 0 to 1. */
export function readProbabilities(unit: string, argument: string, values: TensorLike): Tensor {
  const given = asTensor(values, "float32", `${unit}: ${argument}`);
  checkElements(unit, argument, given, (p) => !(p < 0 || p > 1), "a probability from 0 to 1");
  return given;
}

export function readUnit(unit: string, { unit: word = "nats" }: Pick<MeasureOptions, "unit">): number {
  if (!["nats", "bits"].includes(word))
    throw new ParameterError(`${unit}: unit is ${word}, expected one of nats, bits`);
  return perNat(word);
}

/** Refuses a number outside of the open interval from 0 to `most`. */
export function checkBetween(unit: string, name: string, value: number, most: number): void {
  if (!(value > 0 && value < most))
    throw new ParameterError(`${unit}: ${name} is ${value}, expected (0, ${most === Infinity ? "∞" : most})`);
}
