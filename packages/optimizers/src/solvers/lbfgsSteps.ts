import { ParameterError } from "@surprisal/contract";
import { CurvatureHistory } from "./curvatureHistory.ts";
import type { Steps } from "./runSteps.ts";
import { strongWolfe, type LinePoint } from "./strongWolfe.ts";
import { addScaled, dot, infinityNorm } from "./vector.ts";

/** Returns the value at x, which it must not change, and writes the gradient there into `gradientOut`. */
export type Objective = (x: Float64Array, gradientOut: Float64Array) => number;

export interface LbfgsOptions {
  /** How many past steps shape the next, from 1. Default 10. */
  readonly memory?: number;
  /** Default 1000. */
  readonly maxIterations?: number;
  /** Calls of the objective, the one at the start included. Default Infinity. */
  readonly maxEvaluations?: number;
  /** Converged when no entry of the gradient is larger. Default 1e-6; 0 goes on to the limit of float64. */
  readonly gradientTolerance?: number;
  /** Converged when an iteration changed the value by no more than this share of it. Default 0: not asked. */
  readonly valueTolerance?: number;
  /** Rounding error of the objective's values, relative. Default 1e-12; about 1e-6 for values computed in float32. */
  readonly valueNoise?: number;
  /** Looked at after each iteration. */
  readonly signal?: AbortSignal;
}

export interface LbfgsProgress {
  /** From 1. */
  readonly iteration: number;
  readonly evaluations: number;
  readonly value: number;
  /** The largest entry of the gradient, by size. */
  readonly gradientNorm: number;
  /** The solver's own array: copy what is to be kept beyond this iteration. */
  readonly x: Float64Array;
}

/**
 * Why a solver stopped. Converged: "gradient" and "value", a tolerance was met; "precision", no better value can be told from
 * rounding errors. Not converged: "maxIterations", "maxEvaluations", "stopped" (by onIteration), "aborted" (by the signal),
 * "nonFinite" (the objective, at the start or at every step tried), "lineSearch" (no lower value along a direction in which the
 * gradient promises one: the gradient is wrong, the objective is not smooth there, or its rounding error exceeds `valueNoise`).
 */
export type StopReason =
  | "gradient"
  | "value"
  | "precision"
  | "maxIterations"
  | "maxEvaluations"
  | "stopped"
  | "aborted"
  | "nonFinite"
  | "lineSearch";

export interface LbfgsResult {
  readonly x: Float64Array;
  readonly value: number;
  /** The largest entry of the gradient at x, by size. */
  readonly gradientNorm: number;
  readonly iterations: number;
  readonly evaluations: number;
  readonly converged: boolean;
  readonly reason: StopReason;
}

/** So many iterations in a row without a lower value or a smaller gradient are the end. */
const patience = 50;

/** One line search gives up after so many evaluations. */
const searchEvaluations = 40;

/**
 * L-BFGS as a generator that pauses after each iteration: for a page, a worker or a debugger to drive. See `lbfgs`.
 *
 * @param objective - value at x; writes the gradient into its second argument.
 * @param start - where to begin; is not changed.
 * @param options - see LbfgsOptions.
 * @returns a generator of LbfgsProgress that returns an LbfgsResult; `next(false)` stops it.
 * @throws ParameterError where an option is outside of its domain.
 * @example
 * const parabola = (x: Float64Array, gradientOut: Float64Array) => ((gradientOut[0] = 2 * x[0]! - 6), (x[0]! - 3) ** 2);
 * [...lbfgsSteps(parabola, new Float64Array(1))].map(({ value }) => value) // → [4, 0]
 * @see Liu & Nocedal, "On the limited memory BFGS method for large scale optimization", Mathematical Programming 45 (1989).
 */
export function lbfgsSteps(
  objective: Objective,
  start: Float64Array,
  options: LbfgsOptions = {},
): Steps<LbfgsProgress, LbfgsResult> {
  const settings: Settings = { ...defaults, ...options };
  check(settings);
  return iterate(objective, Float64Array.from(start), settings);
}

type Settings = Required<Omit<LbfgsOptions, "signal">> & Pick<LbfgsOptions, "signal">;

const defaults = {
  memory: 10,
  maxIterations: 1000,
  maxEvaluations: Infinity,
  gradientTolerance: 1e-6,
  valueTolerance: 0,
  valueNoise: 1e-12,
};

function check(settings: Settings): void {
  const rule = (name: keyof typeof defaults, expected: string, holds: (value: number) => boolean): void => {
    const value = settings[name];
    if (!holds(value)) throw new ParameterError(`lbfgs: ${name} is ${value}, expected ${expected}`);
  };
  rule("memory", "a whole number from 1", (value) => Number.isInteger(value) && value >= 1);
  rule("maxIterations", "a number from 0", (value) => value >= 0);
  rule("maxEvaluations", "a number from 1", (value) => value >= 1);
  rule("gradientTolerance", "a number from 0", (value) => value >= 0);
  rule("valueTolerance", "a number from 0", (value) => value >= 0);
  rule("valueNoise", "[0, 1)", (value) => value >= 0 && value < 1);
}

function* iterate(objective: Objective, start: Float64Array, settings: Settings): Steps<LbfgsProgress, LbfgsResult> {
  const { maxIterations, maxEvaluations, gradientTolerance, valueTolerance, valueNoise, signal } = settings;
  // Everything as large as x is allocated here, once.
  let x = start;
  let nextX: Float64Array = new Float64Array(start.length);
  let gradient: Float64Array = new Float64Array(start.length);
  let nextGradient: Float64Array = new Float64Array(start.length);
  const direction = new Float64Array(start.length);

  let value = objective(x, gradient);
  let gradientNorm = infinityNorm(gradient);
  let evaluations = 1;
  let iteration = 0;
  const finish = (reason: StopReason): LbfgsResult => {
    const converged = reason === "gradient" || reason === "value" || reason === "precision";
    return { x, value, gradientNorm, iterations: iteration, evaluations, converged, reason };
  };
  if (!Number.isFinite(value) || !Number.isFinite(gradientNorm)) return finish("nonFinite");
  if (gradientNorm <= gradientTolerance) return finish("gradient");

  // The first trial is a step of length 1 down the gradient.
  const history = new CurvatureHistory(start.length, settings.memory, 1 / Math.sqrt(dot(gradient, gradient)));
  const line = (step: number): LinePoint => {
    addScaled(nextX, x, step, direction);
    evaluations++;
    return { value: objective(nextX, nextGradient), slope: dot(nextGradient, direction) };
  };
  let lowestValue = value;
  let smallestNorm = gradientNorm;
  let idle = 0;
  let promised = 0;

  for (;;) {
    if (signal?.aborted) return finish("aborted");
    if (iteration >= maxIterations) return finish("maxIterations");
    if (evaluations >= maxEvaluations) return finish("maxEvaluations");

    history.direction(gradient, direction);
    const slope = dot(gradient, direction);
    const budget = Math.min(searchEvaluations, maxEvaluations - evaluations);
    const search =
      slope < 0 && slope > -Infinity
        ? strongWolfe(line, { value, slope }, { valueNoise, maxEvaluations: budget })
        : undefined;
    if (search === undefined || search.step === 0) {
      promised = Math.max(promised, Math.abs(slope) / 2);
      if (evaluations >= maxEvaluations) return finish("maxEvaluations");
      if (history.isEmpty) {
        if (search?.outcome === "nonFinite") return finish("nonFinite");
        return finish(promised <= valueNoise * Math.abs(value) ? "precision" : "lineSearch");
      }
      history.clear();
      continue;
    }

    history.add(x, nextX, gradient, nextGradient);
    const previous = value;
    value = search.value;
    [x, nextX] = [nextX, x];
    [gradient, nextGradient] = [nextGradient, gradient];
    gradientNorm = infinityNorm(gradient);
    iteration++;
    promised = 0;
    idle = value < lowestValue || gradientNorm < smallestNorm ? 0 : idle + 1;
    lowestValue = Math.min(lowestValue, value);
    smallestNorm = Math.min(smallestNorm, gradientNorm);

    let reason: StopReason | undefined;
    if (gradientNorm <= gradientTolerance) reason = "gradient";
    else if (valueTolerance > 0 && previous - value <= valueTolerance * Math.max(Math.abs(previous), Math.abs(value))) {
      reason = "value";
    } else if (idle >= patience) reason = "precision";
    const goOn = yield { iteration, evaluations, value, gradientNorm, x };
    if (reason !== undefined) return finish(reason);
    if (goOn === false) return finish("stopped");
  }
}
