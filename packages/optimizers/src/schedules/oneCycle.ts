import { checkParameter, checkPositive } from "../parameters.ts";
import type { Schedule } from "./constant.ts";
import { cosineDecay } from "./cosineDecay.ts";
import { joinSchedules } from "./joinSchedules.ts";

/**
 * Up to a high rate and down to nearly nothing, each along half a cosine.
 *
 * @param options - `peak` rate, above 0; `steps` in all, so that `warmupShare · steps` is above 1; `warmupShare`, the part of
 *   them that goes up, in (0, 1), default 0.3; it begins at peak / `initialDivisor` (default 25) and ends, at step
 *   `steps` − 1, at the initial rate / `finalDivisor` (default 1e4), where it stays.
 * @returns the schedule.
 * @throws ParameterError for a value outside of its domain.
 * @example
 * [0, 29, 99].map(oneCycle({ peak: 1, steps: 100 })) // → [0.04, 1, 0.000004]
 * @see Smith & Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates", 2017; PyTorch,
 *   OneCycleLR, whose two phases and numbers these are.
 */
export function oneCycle(options: {
  readonly peak: number;
  readonly steps: number;
  readonly warmupShare?: number;
  readonly initialDivisor?: number;
  readonly finalDivisor?: number;
}): Schedule {
  const { peak, steps, warmupShare = 0.3, initialDivisor = 25, finalDivisor = 1e4 } = options;
  checkPositive("oneCycle", "peak", peak);
  checkPositive("oneCycle", "initialDivisor", initialDivisor);
  checkPositive("oneCycle", "finalDivisor", finalDivisor);
  checkParameter("oneCycle", "warmupShare", warmupShare, "(0, 1)", (share) => share > 0 && share < 1);
  checkParameter("oneCycle", "steps", steps, `a number above ${1 / warmupShare}`, (count) => warmupShare * count > 1);
  const initial = peak / initialDivisor;
  const top = warmupShare * steps - 1;
  return joinSchedules(
    [
      cosineDecay({ initial, final: peak, steps: top }),
      cosineDecay({ initial: peak, final: initial / finalDivisor, steps: steps - 1 - top }),
    ],
    [top],
  );
}
