/** A solver that pauses after each iteration with its progress; sending it `false` stops it there. */
export type Steps<Progress, Result> = Generator<Progress, Result, boolean | void>;

/** Is told of each iteration; `false` stops the solver. */
export type OnIteration<Progress> = (progress: Progress) => boolean | void;

/**
 * Runs a solver to its end.
 *
 * @param steps - a solver's iterations, such as `lbfgsSteps(…)`.
 * @param onIteration - is told of each iteration; returning false stops.
 * @returns the solver's result.
 * @example
 * const parabola = (x: Float64Array, gradientOut: Float64Array) => ((gradientOut[0] = 2 * x[0]! - 6), (x[0]! - 3) ** 2)
 * runSteps(lbfgsSteps(parabola, new Float64Array(1))).x // → [3]
 */
export function runSteps<Progress, Result>(
  steps: Steps<Progress, Result>,
  onIteration?: OnIteration<Progress>,
): Result {
  let turn = steps.next();
  while (!turn.done) turn = steps.next(onIteration?.(turn.value));
  return turn.value;
}

export interface RunStepsAsyncOptions<Progress> {
  readonly onIteration?: OnIteration<Progress>;
  /** How long to compute, in milliseconds, before others get a turn. Default 12, which leaves a page smooth. */
  readonly pauseEvery?: number;
}

/**
 * Runs a solver to its end and lets the event loop turn in between, so that a page stays alive and an AbortSignal can fire.
 *
 * @param steps - a solver's iterations, such as `lbfgsSteps(…)`.
 * @param options - `onIteration`; `pauseEvery` in milliseconds.
 * @returns a promise of the solver's result.
 * @example
 * const parabola = (x: Float64Array, gradientOut: Float64Array) => ((gradientOut[0] = 2 * x[0]! - 6), (x[0]! - 3) ** 2)
 * const { x } = await runStepsAsync(lbfgsSteps(parabola, new Float64Array(1)))
 * x // → [3]
 */
export async function runStepsAsync<Progress, Result>(
  steps: Steps<Progress, Result>,
  { onIteration, pauseEvery = 12 }: RunStepsAsyncOptions<Progress> = {},
): Promise<Result> {
  let resumed = performance.now();
  let turn = steps.next();
  while (!turn.done) {
    const goOn = onIteration?.(turn.value);
    if (performance.now() - resumed >= pauseEvery) {
      await new Promise((resolve) => setTimeout(resolve));
      resumed = performance.now();
    }
    turn = steps.next(goOn);
  }
  return turn.value;
}
