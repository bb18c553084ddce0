import type { MannerName } from "./manners.ts";
import type { Measured } from "./measure.ts";
import type { TrainingName } from "./trainings.ts";

export interface Run extends Measured {
  readonly training: TrainingName;
  readonly manner: MannerName;
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);

/** How resident memory of the last fifth of the steps stands to that of the first that was looked at. */
export function driftOf(resident: readonly number[]): number {
  const part = Math.max(1, Math.floor(resident.length / 5));
  return mean(resident.slice(-part)) / mean(resident.slice(0, part));
}

/** Whether the runs of a training have ended with the same bits. */
export const agree = (runs: readonly Run[]): boolean => new Set(runs.map(({ digest }) => digest)).size <= 1;

/** A line of a table in Markdown; times also as a share of those of the run that releases by hand. */
export function lineOf({ manner, processor, resident, training, wall }: Run, byHand: Run | undefined): string {
  const share = byHand === undefined ? "" : (processor / byHand.processor).toFixed(2);
  const range = `${mebibytes(Math.min(...resident))}–${mebibytes(Math.max(...resident))}`;
  const cells = [training, manner, processor.toFixed(2), share, wall.toFixed(2), range, driftOf(resident).toFixed(2)];
  return `| ${cells.join(" | ")} |`;
}

export const head = `| training | manner | processor, ms a step | of explicit | wall, ms | resident, MiB | last fifth to first |
|---|---|---|---|---|---|---|`;
