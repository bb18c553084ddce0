import { DataError } from "@surprisal/contract";
import { field, finite, flag, show, text, wholeNumber } from "../json.ts";
import type { FitSummary, LinearOptions, LinearSettings } from "./options.ts";
import type { LinearWeights } from "./weights.ts";

export type LinearModelName = "LogisticRegression" | "SoftmaxRegression";

/** A fitted linear classifier as plain data. */
export interface LinearClassifierJSON {
  readonly format: "surprisal-linear-classifier";
  readonly version: 1;
  readonly model: LinearModelName;
  readonly options: LinearSettings;
  readonly classCount: number;
  /** `[K][D]`; one row for two classes in logistic regression. */
  readonly coefficients: readonly (readonly number[])[];
  readonly intercept: readonly number[];
  readonly summary: FitSummary;
}

const format = "surprisal-linear-classifier";
/** Bounds for files from outside: more than any model that this library fits in memory. */
const mostClasses = 2 ** 20;
const mostWeights = 2 ** 28;

export function writeLinear(
  model: LinearModelName,
  options: LinearSettings,
  classCount: number,
  { coefficients, intercept, width }: LinearWeights,
  summary: FitSummary,
): LinearClassifierJSON {
  const rows = Array.from(intercept, (_, k) => [...coefficients.subarray(k * width, (k + 1) * width)]);
  return { format, version: 1, model, options, classCount, coefficients: rows, intercept: [...intercept], summary };
}

/** The options in data that claims to be of a model. */
export function readOptionsOf(unit: string, json: unknown): LinearOptions {
  if (field(unit, json, "format") !== format) {
    throw new DataError(`${unit}: format is ${show(field(unit, json, "format"))}, expected "${format}"`);
  }
  if (field(unit, json, "version") !== 1) {
    throw new DataError(`${unit}: version is ${show(field(unit, json, "version"))}, expected 1`);
  }
  if (field(unit, json, "model") !== unit) {
    throw new DataError(`${unit}: model is ${show(field(unit, json, "model"))}, expected "${unit}"`);
  }
  const options = field(unit, json, "options");
  return {
    c: finite(unit, options, "c"),
    fitIntercept: flag(unit, options, "fitIntercept"),
    maxIterations: finite(unit, options, "maxIterations"),
    gradientTolerance: finite(unit, options, "gradientTolerance"),
  };
}

/** The weights in data that claims to be of a model. */
export function readLinear(
  unit: string,
  json: unknown,
  outputsFor: (classCount: number) => number,
): { weights: LinearWeights; classCount: number; summary: FitSummary } {
  const classCount = wholeNumber(unit, json, "classCount", 2, mostClasses);
  const outputs = outputsFor(classCount);
  const intercept = readNumbers(unit, "intercept", field(unit, json, "intercept"), outputs);
  const rows = field(unit, json, "coefficients");
  if (!Array.isArray(rows) || rows.length !== outputs) {
    throw new DataError(`${unit}: coefficients is ${show(rows)}, expected a list of ${outputs}`);
  }
  const first: unknown = rows[0];
  const width = Array.isArray(first) ? first.length : 0;
  if (outputs * width > mostWeights)
    throw new DataError(`${unit}: coefficients has ${outputs * width} numbers, expected at most 2^28`);
  const coefficients = new Float64Array(outputs * width);
  for (const [k, row] of rows.entries())
    coefficients.set(readNumbers(unit, `coefficients[${k}]`, row, width), k * width);
  const summary = field(unit, json, "summary");
  return {
    weights: { coefficients, intercept, width },
    classCount,
    summary: {
      objective: finite(unit, summary, "objective"),
      gradientNorm: finite(unit, summary, "gradientNorm"),
      iterations: wholeNumber(unit, summary, "iterations", 0, Number.MAX_SAFE_INTEGER),
      converged: flag(unit, summary, "converged"),
      reason: text(unit, summary, "reason"),
    },
  };
}

function readNumbers(unit: string, path: string, values: unknown, length: number): Float64Array {
  if (!Array.isArray(values) || values.length !== length) {
    throw new DataError(`${unit}: ${path} is ${show(values)}, expected a list of ${length}`);
  }
  return Float64Array.from(values, (value: unknown, i) => {
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw new DataError(`${unit}: ${path}[${i}] is ${show(value)}, expected a finite number`);
  });
}
