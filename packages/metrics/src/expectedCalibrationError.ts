import { fillBins, type CalibrationOptions } from "./calibrationBins.ts";

/**
 * How far predicted probabilities are from what came true: |mean prediction − fraction positive| of each bin, averaged over rows.
 *
 * For more than two classes, score each row with the probability of its most probable class, and call it positive where that class
 * is right. The result depends on the bins, and with few rows a bin it is above 0 even for a perfectly calibrated model.
 *
 * @param scores - `[N]`, the predicted probability of being positive, 0 to 1.
 * @param positive - `[N]`, 1 for a positive row, 0 for a negative one.
 * @param options - `bins` and `strategy`, as of `calibrationCurve`.
 * @returns a number from 0 to 1.
 * @throws as `calibrationCurve` does.
 * @example
 * expectedCalibrationError([0.1, 0.1, 0.9, 0.9], [0, 0, 1, 0], { bins: 2 }) // → 0.25
 * @see Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, eq. 3; Naeini et al., "Obtaining Well Calibrated
 *   Probabilities Using Bayesian Binning", AAAI 2015.
 */
export function expectedCalibrationError(
  scores: ArrayLike<number>,
  positive: ArrayLike<number>,
  options: CalibrationOptions = {},
): number {
  const bins = fillBins("expectedCalibrationError", scores, positive, options);
  const gaps = bins.map((bin) => bin.count * Math.abs(bin.meanPrediction - bin.fractionPositive));
  return gaps.reduce((sum, gap) => sum + gap, 0) / scores.length;
}
