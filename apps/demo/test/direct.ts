import { drawPoints, type Points } from "../src/model/points.ts";
import { problemOf } from "../src/model/problem.ts";
import { nextEpoch, snapshotOf, startRun, type Snapshot } from "../src/model/run.ts";
import { defaultScreen, forBoth, type Pair, type RaceSettings } from "../src/model/screen.ts";
import type { Client } from "../src/worker/client.ts";
import { createService } from "../src/worker/service.ts";

/** A client whose service runs here and not in a worker. */
export function directClient(): Client {
  const service = createService();
  return {
    async ask(method, ...given) {
      // The arguments are those of the method: the interface says so.
      const call = service[method] as (...given: unknown[]) => unknown;
      return structuredClone(call(...structuredClone(given))) as never;
    },
    close() {},
  };
}

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
