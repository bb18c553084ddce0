import { epochOf, type Targets } from "../model/milestones.ts";
import type { Points } from "../model/points.ts";
import type { Snapshot } from "../model/run.ts";
import { forBoth, lossNames, type LossName, type RaceSettings, type Start } from "../model/screen.ts";
import type { Client } from "../worker/client.ts";

/** How a race from each start went, to its end. */
export interface Comparison {
  readonly targets: Targets;
  readonly rows: readonly ComparisonRow[];
}

export interface ComparisonRow {
  readonly start: Start;
  readonly loss: LossName;
  /** The first epoch at the target, or undefined where there is none. */
  readonly accuracyAt: number | undefined;
  readonly crossEntropyAt: number | undefined;
  readonly end: Snapshot;
}

/** Runs the race from both starts at once, each in a worker, to its end after so many epochs; `onProgress` hears the share that is done. */
export async function compareStarts(
  workers: Readonly<Record<Start, Client>>,
  points: Points,
  settings: RaceSettings,
  epochs: number,
  onProgress: (share: number) => void,
): Promise<Comparison> {
  let done = 0;
  const race = async (start: Start): Promise<Comparison> => {
    const { targets, snapshots } = await workers[start].ask("start", points, { ...settings, start });
    const histories = forBoth((loss) => [snapshots[loss]]);
    while (histories.crossEntropy.length <= epochs) {
      const passed = await workers[start].ask("advance", epochs + 1 - histories.crossEntropy.length);
      for (const loss of lossNames) histories[loss].push(...passed[loss]);
      done += passed.crossEntropy.length;
      onProgress(done / (2 * epochs));
    }
    return { targets, rows: lossNames.map((loss) => rowOf(start, loss, histories[loss], targets)) };
  };
  const [wrong, zero] = await Promise.all([race("wrong"), race("zero")]);
  // The targets come from the points, so both have the same.
  return { targets: wrong.targets, rows: [...wrong.rows, ...zero.rows] };
}

function rowOf(start: Start, loss: LossName, history: readonly Snapshot[], targets: Targets): ComparisonRow {
  const end = history.at(-1);
  if (end === undefined) throw new Error("compareStarts: a run has no epochs");
  return {
    start,
    loss,
    accuracyAt: epochOf(history, "accuracy", targets.accuracy),
    crossEntropyAt: epochOf(history, "crossEntropy", targets.crossEntropy),
    end,
  };
}
