import { lbfgsSteps, runStepsAsync } from "@surprisal/optimizers";
import type { FitOptions, FitSummary, LinearSettings } from "./options.ts";
import { penalizedLoss, type RowLoss } from "./penalizedLoss.ts";
import { type HeldRows, isInKernels } from "./heldRows.ts";
import type { LinearWeights } from "./weights.ts";

/** Weights that minimize Σ loss + ½‖W‖² / c by L-BFGS from zeros; lets the event loop turn in between. */
export async function fitLinear(
  rows: HeldRows,
  loss: RowLoss,
  { c, fitIntercept, gradientTolerance, maxIterations }: LinearSettings,
  { onProgress, signal }: FitOptions,
): Promise<{ weights: LinearWeights; summary: FitSummary }> {
  const { rows: count, width, outputs } = rows;
  const size = outputs * width;
  // Kernels are for rows in their memory.
  const kernel = isInKernels(rows) ? loss.compiled.hold?.(loss.targets) : undefined;
  const objective = penalizedLoss(rows, loss, c, fitIntercept, kernel);
  const start = new Float64Array(fitIntercept ? size + outputs : size);
  let result;
  try {
    const steps = lbfgsSteps(objective, start, { maxIterations, gradientTolerance, ...(signal && { signal }) });
    result = await runStepsAsync(steps, {
      onIteration: ({ iteration, value, gradientNorm }) =>
        onProgress?.({ iteration, objective: value * count, gradientNorm }),
    });
  } finally {
    kernel?.free();
  }
  const { converged, gradientNorm, iterations, reason, value, x } = result;
  return {
    weights: {
      coefficients: x.slice(0, size),
      intercept: fitIntercept ? x.slice(size) : new Float64Array(outputs),
      width,
    },
    summary: { objective: value * count, gradientNorm, iterations, converged, reason },
  };
}
