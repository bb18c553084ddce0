import { epochOf, type Targets } from "../model/milestones.ts";
import type { Points } from "../model/points.ts";
import type { Snapshot } from "../model/run.ts";
import { forBoth, lastEpoch, lossNames, type LossName, type RaceSettings, type Start } from "../model/screen.ts";
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

/** Runs the race from both starts; `onProgress` hears the share that is done. */
export async function compareStarts(
  worker: Client,
  points: Points,
  settings: RaceSettings,
  onProgress: (share: number) => void,
): Promise<Comparison> {
  const starts = ["wrong", "zero"] as const;
  const rows: ComparisonRow[] = [];
  let targets: Targets | undefined;
  for (const [round, start] of starts.entries()) {
    const begun = await worker.ask("start", points, { ...settings, start });
    targets = begun.targets;
    const histories = forBoth((loss) => [begun.snapshots[loss]]);
    while (histories.crossEntropy.length <= lastEpoch) {
      const passed = await worker.ask("advance", lastEpoch + 1 - histories.crossEntropy.length);
      for (const loss of lossNames) histories[loss].push(...passed[loss]);
      onProgress((round + histories.crossEntropy.length / (lastEpoch + 1)) / starts.length);
    }
    for (const loss of lossNames) rows.push(rowOf(start, loss, histories[loss], targets));
  }
  if (targets === undefined) throw new Error("compareStarts: there are no starts");
  return { targets, rows };
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
