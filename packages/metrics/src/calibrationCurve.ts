import { fillBins, type CalibrationBin, type CalibrationOptions } from "./calibrationBins.ts";

/**
 * Predicted probabilities against what came true, bin by bin: the points of a reliability diagram.
 *
 * A bin ends with its upper edge, so 0.1 is in the first of ten, as in scikit-learn's `calibration_curve`.
 *
 * @param scores - `[N]`, the predicted probability of being positive, 0 to 1.
 * @param positive - `[N]`, 1 for a positive row, 0 for a negative one.
 * @param options - `bins` and `strategy`.
 * @returns the bins that hold rows, in ascending order.
 * @throws ShapeError where the lengths differ; DataError for no rows and for a score outside 0 … 1; ClassError for what is neither
 *   0 nor 1; ParameterError for `bins` and `strategy`.
 * @example
 * const curve = calibrationCurve([0, 0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1], [0, 0, 0, 0, 1, 1, 1, 1, 1, 1], { bins: 3 })
 * curve.map((bin) => bin.meanPrediction) // → [0.15, 0.525, 0.85]
 * curve.map((bin) => bin.fractionPositive) // → [0, 1, 1]
 * curve.map((bin) => bin.count) // → [4, 2, 4]
 */
export function calibrationCurve(
  scores: ArrayLike<number>,
  positive: ArrayLike<number>,
  options: CalibrationOptions = {},
): CalibrationBin[] {
  return fillBins("calibrationCurve", scores, positive, options);
}
