import { bestFit } from "../model/bestFit.ts";
import { targetsFor } from "../model/milestones.ts";
import { problemOf, type Problem } from "../model/problem.ts";
import { nextEpoch, snapshotOf, startRun, type Run, type Snapshot } from "../model/run.ts";
import { forBoth, type Pair } from "../model/screen.ts";
import { survey } from "../model/survey.ts";
import type { Service } from "./protocol.ts";

/** How long one answer may take, in milliseconds: a page that asks a slow machine for much hears from it in between. */
const patience = 40;

/** What runs in a worker: it holds one race. */
export function createService(): Service {
  let race: { readonly problem: Problem; readonly runs: Pair<Run> } | undefined;
  return {
    start(points, settings) {
      const problem = problemOf(points);
      const runs = forBoth((loss) => startRun(loss, settings));
      race = { problem, runs };
      return { targets: targetsFor(bestFit(problem)), snapshots: forBoth((loss) => snapshotOf(problem, runs[loss])) };
    },
    advance(epochs) {
      if (race === undefined) throw new Error("advance: no race was started");
      let { problem, runs } = race;
      const passed = forBoth<Snapshot[]>(() => []);
      const end = performance.now() + patience;
      do {
        const before = runs;
        runs = forBoth((loss) => nextEpoch(problem, before[loss]));
        for (const run of Object.values(runs)) passed[run.loss].push(snapshotOf(problem, run));
      } while (passed.crossEntropy.length < epochs && performance.now() < end);
      race = { problem, runs };
      return passed;
    },
    survey: (points, loss, bias, reach) => survey(problemOf(points), loss, bias, reach),
  };
}
