import { ParameterError } from "@surprisal/contract";
import { narrow, type Bracket, type Point } from "./bracket.ts";

/** Value and slope of a function of one variable. */
export interface LinePoint {
  readonly value: number;
  readonly slope: number;
}

export interface StrongWolfeOptions {
  /** The first step to try, positive. Default 1. */
  readonly initialStep?: number;
  /** c₁ of the sufficient decrease f(t) ≤ f(0) + c₁ t f′(0), in (0, ½). Default 1e-4. */
  readonly sufficientDecrease?: number;
  /** c₂ of the curvature condition |f′(t)| ≤ c₂ |f′(0)|, in (c₁, 1). Default 0.9. */
  readonly curvature?: number;
  /** How far f may be wrong, relative to |f(0)|: below that, slopes are believed rather than values. Default 1e-12. */
  readonly valueNoise?: number;
  /** Default 40. */
  readonly maxEvaluations?: number;
}

export interface StrongWolfeResult {
  /** 0 where no step was found. */
  readonly step: number;
  readonly value: number;
  readonly slope: number;
  readonly evaluations: number;
  /**
   * "wolfe": both conditions hold. "decrease": the value is sufficiently lower, but no step with a flat enough slope was found.
   * "failed": no sufficiently lower value was found. "nonFinite": likewise, and no trial gave finite numbers.
   */
  readonly outcome: "wolfe" | "decrease" | "failed" | "nonFinite";
}

/**
 * A step along a line that satisfies the strong Wolfe conditions, by the search of Moré & Thuente.
 *
 * Near a minimum the decrease is smaller than the rounding error of the values. There (value and slopes agree that the change is
 * below `valueNoise`) the change is taken from the slopes, t (f′(0) + f′(t)) / 2, which turns the first condition into the
 * approximate Wolfe condition f′(t) ≤ (2c₁ − 1) f′(0) of Hager & Zhang. A step with a value or slope that is not finite is taken
 * as beyond the minimum, and shortened.
 *
 * @param line - from a step, greater than 0, to value and slope. If a step is found, the last call was with this step.
 * @param start - value and slope at step 0, finite; the slope is negative.
 * @param options - see StrongWolfeOptions.
 * @returns the step, value and slope there, and how it ended.
 * @throws ParameterError where start or an option is outside of its domain.
 * @example
 * const parabola = (t: number) => ({ value: (t - 3) ** 2, slope: 2 * (t - 3) })
 * strongWolfe(parabola, parabola(0)).step // → 1
 * strongWolfe(parabola, parabola(0), { curvature: 0.1 }).step // → 3
 * @see Moré & Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM TOMS 20 (1994); dcsrch in MINPACK-2.
 * @see Hager & Zhang, "A new conjugate gradient method with guaranteed descent and an efficient line search", SIAM J. Optim. 16
 *   (2005), conditions (4.1) and following.
 */
export function strongWolfe(
  line: (step: number) => LinePoint,
  start: LinePoint,
  options: StrongWolfeOptions = {},
): StrongWolfeResult {
  const {
    initialStep = 1,
    sufficientDecrease = 1e-4,
    curvature = 0.9,
    valueNoise = 1e-12,
    maxEvaluations = 40,
  } = options;
  check("start.value", start.value, "a finite number", Number.isFinite(start.value));
  check("start.slope", start.slope, "a finite number below 0", start.slope < 0 && Number.isFinite(start.slope));
  check("initialStep", initialStep, "a finite number above 0", initialStep > 0 && Number.isFinite(initialStep));
  check("sufficientDecrease", sufficientDecrease, "(0, 0.5)", sufficientDecrease > 0 && sufficientDecrease < 0.5);
  check("curvature", curvature, "(sufficientDecrease, 1)", curvature > sufficientDecrease && curvature < 1);
  check("valueNoise", valueNoise, "[0, 1)", valueNoise >= 0 && valueNoise < 1);
  check("maxEvaluations", maxEvaluations, "a number from 1", maxEvaluations >= 1);

  const noise = valueNoise * Math.abs(start.value);
  const required = sufficientDecrease * start.slope;
  const origin: Point = { step: 0, change: 0, slope: start.slope };
  const bracket: Bracket = { low: origin, high: origin, closed: false };
  // The first stage seeks a point that has decreased enough and slopes upwards; the second a minimizer beneath it.
  let firstStage = true;
  let everFinite = false;
  let evaluations = 0;
  let widths: [number, number] = [Infinity, Infinity];
  let step = initialStep;
  let last: LinePoint & { readonly step: number } = { step: 0, ...start };

  // Once there is a lower point, one evaluation is kept for the way back to it.
  while (evaluations < maxEvaluations - (bracket.low.step > 0 ? 1 : 0)) {
    const { value, slope } = line(step);
    evaluations++;
    last = { step, value, slope };
    let next: number;
    if (Number.isFinite(value) && Number.isFinite(slope)) {
      everFinite = true;
      const trial: Point = {
        step,
        change: changeOf(value - start.value, (step * (start.slope + slope)) / 2, noise),
        slope,
      };
      const decreased = trial.change <= required * step;
      if (decreased && Math.abs(slope) <= -curvature * start.slope) return { ...last, evaluations, outcome: "wolfe" };
      if (decreased && slope >= 0) firstStage = false;
      const tilt = firstStage && !decreased && trial.change <= bracket.low.change ? required : 0;
      const beyond = step - bracket.low.step;
      next = narrow(bracket, trial, tilt, evaluations === 1 ? 0 : step + 1.1 * beyond, step + 4 * beyond);
    } else {
      bracket.high = { step, change: Infinity, slope: Infinity };
      bracket.closed = true;
      next = bracket.low.step + (step - bracket.low.step) * (bracket.low.step === 0 ? 0.1 : 0.5);
    }

    if (bracket.closed) {
      const { low, high } = bracket;
      const width = Math.abs(high.step - low.step);
      // Too slow, or no interpolation: bisect.
      if (width >= 0.66 * widths[0] || Number.isNaN(next)) next = (low.step + high.step) / 2;
      widths = [widths[1], width];
      if (next <= Math.min(low.step, high.step) || next >= Math.max(low.step, high.step)) break;
    }
    if (!Number.isFinite(next)) break;
    step = next;
  }

  const { low } = bracket;
  if (low.step > 0 && low.change <= required * low.step) {
    if (last.step !== low.step) {
      last = { step: low.step, ...line(low.step) };
      evaluations++;
    }
    if (last.value < start.value) return { ...last, evaluations, outcome: "decrease" };
  }
  return { step: 0, ...start, evaluations, outcome: everFinite ? "failed" : "nonFinite" };
}

/** The change of the value, or where that is lost in its noise, what the slopes at both ends say (exact for a parabola). */
function changeOf(measured: number, predicted: number, noise: number): number {
  return Math.abs(measured) <= noise && Math.abs(predicted) <= noise ? predicted : measured;
}

function check(name: string, value: number, expected: string, holds: boolean): void {
  if (!holds) throw new ParameterError(`strongWolfe: ${name} is ${value}, expected ${expected}`);
}
