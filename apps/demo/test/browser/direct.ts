import { drawPoints, type Points } from "../../src/model/points.ts";
import { problemOf } from "../../src/model/problem.ts";
import { nextEpoch, snapshotOf, startRun, type Snapshot } from "../../src/model/run.ts";
import { defaultScreen, forBoth, type Pair, type RaceSettings } from "../../src/model/screen.ts";

/** The race computed here, by the same packages: points, and both runs at an epoch. */
export function raceTo(epoch: number, settings: Partial<RaceSettings> = {}): { points: Points; at: Pair<Snapshot> } {
  const all = { ...defaultScreen, ...settings };
  const points = drawPoints(all);
  const problem = problemOf(points);
  return {
    points,
    at: forBoth((loss) => {
      let run = startRun(loss, all);
      while (run.epoch < epoch) run = nextEpoch(problem, run);
      return snapshotOf(problem, run);
    }),
  };
}
