import type { Measures } from "./measure.ts";
import type { Snapshot } from "./run.ts";
import type { Yardstick } from "./screen.ts";

/** What a run is to reach: a little less than the best line reaches on these points, in round figures. */
export type Targets = Readonly<Record<Yardstick, number>>;

export function targetsFor(best: Measures): Targets {
  return {
    accuracy: Math.floor((best.accuracy - 0.01) * 100) / 100,
    crossEntropy: Math.ceil((best.crossEntropy + 0.01) * 100) / 100,
    brierScore: Math.ceil((best.brierScore + 0.003) * 200) / 200,
  };
}

/** The first epoch at which a run is as good as the target, or undefined while it is not. */
export function epochOf(history: readonly Snapshot[], yardstick: Yardstick, target: number): number | undefined {
  const reached = (value: number) => (yardstick === "accuracy" ? value >= target : value <= target);
  return history.find((snapshot) => reached(snapshot[yardstick]))?.epoch;
}
