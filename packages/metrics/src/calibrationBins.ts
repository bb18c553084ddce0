import { ParameterError } from "@surprisal/contract";
import { checkClasses, checkCount, checkLengths, checkProbabilities } from "./check.ts";

/** How rows are put into bins. */
export interface CalibrationOptions {
  /** How many bins, a whole number from 1. Default 10. */
  readonly bins?: number;
  /** Bins of equal width, or of about equal counts (between quantiles of the scores). Default "uniform". */
  readonly strategy?: "uniform" | "quantile";
}

/** The rows whose score is above `low` and at most `high`; the first bin holds its `low` too. */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  /** Rows in the bin, at least 1. */
  readonly count: number;
  /** Mean score of these rows. */
  readonly meanPrediction: number;
  /** Share of these rows that is positive. */
  readonly fractionPositive: number;
}

/** Quantiles 0, 1/bins … 1 with linear interpolation, as NumPy's. */
function quantileEdges(scores: ArrayLike<number>, bins: number): Float64Array {
  const sorted = Float64Array.from(scores).sort();
  return Float64Array.from({ length: bins + 1 }, (_, k) => {
    const position = ((sorted.length - 1) * k) / bins;
    const low = sorted[Math.floor(position)]!;
    return low + (position % 1) * (sorted[Math.ceil(position)]! - low);
  });
}

/** The first bin whose upper edge is not below the score. */
function binOf(edges: Float64Array, score: number): number {
  let from = 0;
  let to = edges.length - 2;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (score <= edges[middle + 1]!) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** Puts scores into bins, and takes their means. `unit` is who asks, for errors. */
export function fillBins(
  unit: string,
  scores: ArrayLike<number>,
  positive: ArrayLike<number>,
  { bins = 10, strategy = "uniform" }: CalibrationOptions,
): CalibrationBin[] {
  checkCount(unit, "bins", bins);
  if (strategy !== "uniform" && strategy !== "quantile") {
    throw new ParameterError(`${unit}: strategy is ${String(strategy)}, expected "uniform" or "quantile"`);
  }
  checkLengths(unit, "scores", scores, "positive", positive);
  checkProbabilities(unit, "scores", scores);
  checkClasses(unit, "positive", positive, 2);
  const edges =
    strategy === "quantile" ? quantileEdges(scores, bins) : Float64Array.from({ length: bins + 1 }, (_, k) => k / bins);
  const count = new Float64Array(bins);
  const scoreSum = new Float64Array(bins);
  const positiveCount = new Float64Array(bins);
  for (let i = 0; i < scores.length; i++) {
    const bin = binOf(edges, scores[i]!);
    count[bin]! += 1;
    scoreSum[bin]! += scores[i]!;
    positiveCount[bin]! += positive[i]!;
  }
  return Array.from(count, (rows, k) => ({
    low: edges[k]!,
    high: edges[k + 1]!,
    count: rows,
    meanPrediction: scoreSum[k]! / rows,
    fractionPositive: positiveCount[k]! / rows,
  })).filter((bin) => bin.count > 0);
}
