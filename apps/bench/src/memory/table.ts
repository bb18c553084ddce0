import type { MannerName } from "./manners.ts";
import type { Measured } from "./measure.ts";

export interface Run extends Measured {
  readonly manner: MannerName;
}

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
const medianOf = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** The largest difference of what is resident from its median, as a share of that. */
export function swingOf(resident: readonly number[]): number {
  const median = medianOf(resident);
  return Math.max(...resident.map((each) => Math.abs(each - median))) / median;
}

/** How the median of what is resident in the last fifth of the steps stands to that in the first that was looked at. */
export function driftOf(resident: readonly number[]): number {
  const part = Math.max(1, Math.floor(resident.length / 5));
  return medianOf(resident.slice(-part)) / medianOf(resident.slice(0, part));
}

/** Whether the runs of a training have ended with the same bits. */
export const agree = (runs: readonly Run[]): boolean => new Set(runs.map(({ digest }) => digest)).size <= 1;

/** A line of a table in Markdown; times also as a share of those of what releases by hand. */
export function lineOf({ manner, processor, resident, wall }: Run, byHand: Run): string {
  const range = `${mebibytes(Math.min(...resident))}–${mebibytes(medianOf(resident))}–${mebibytes(Math.max(...resident))}`;
  const swing = `± ${(100 * swingOf(resident)).toFixed(0)} %`;
  const times = [processor, processor / byHand.processor, wall].map((each) => each.toFixed(2));
  return `| ${[manner, ...times, range, swing, driftOf(resident).toFixed(2)].join(" | ")} |`;
}

export const head = `| manner | processor, ms a step | of explicit | wall, ms | resident, MiB: least, median, most | of the median | last fifth to first |
|---|---|---|---|---|---|---|`;
