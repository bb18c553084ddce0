import { ParameterError } from "@surprisal/contract";

export interface LinearOptions {
  /** Inverse strength of the L2 penalty, as scikit-learn's C: the objective is Σ loss + ½‖W‖² / c. Above 0. Default 1. */
  readonly c?: number;
  /** Whether there is an intercept, which is not penalized. Default true. */
  readonly fitIntercept?: boolean;
  /** Default 1000. */
  readonly maxIterations?: number;
  /** Converged when no entry of the gradient of the objective divided by the number of rows is larger. Default 1e-8. */
  readonly gradientTolerance?: number;
}

export interface FitProgress {
  /** From 1. */
  readonly iteration: number;
  /** Σ loss + ½‖W‖² / c. */
  readonly objective: number;
  /** Of the objective divided by the number of rows: the largest entry, by size. */
  readonly gradientNorm: number;
}

export interface FitOptions {
  /** Ends the fit with the reason "aborted". */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FitProgress) => void;
}

/** How a fit went. */
export interface FitSummary {
  readonly objective: number;
  readonly gradientNorm: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Why the solver stopped, as `StopReason` of `@surprisal/optimizers`. */
  readonly reason: string;
}

export type LinearSettings = Required<LinearOptions>;

export function readOptions(unit: string, options: LinearOptions): LinearSettings {
  const settings = { c: 1, fitIntercept: true, maxIterations: 1000, gradientTolerance: 1e-8, ...options };
  const { c, gradientTolerance, maxIterations } = settings;
  if (!(c > 0 && c < Infinity)) throw new ParameterError(`${unit}: c is ${c}, expected a finite number above 0`);
  if (!Number.isInteger(maxIterations) || maxIterations < 1) {
    throw new ParameterError(`${unit}: maxIterations is ${maxIterations}, expected a whole number from 1`);
  }
  if (!(gradientTolerance >= 0 && gradientTolerance < Infinity)) {
    throw new ParameterError(`${unit}: gradientTolerance is ${gradientTolerance}, expected a finite number from 0`);
  }
  return settings;
}
