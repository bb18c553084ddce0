import type { Loss, TargetKind } from "@surprisal/contract";
import { generator, uniform, type Generator } from "@surprisal/tensor";
import { normalized } from "../../generators/rows.ts";
import { isRowwise } from "../example.ts";
import type { LossLawOptions } from "../options.ts";
import { descend, type Valley } from "./descend.ts";
import { searchSeed } from "./oneExample.ts";
import { classKindOf, meanLosses, outcomesOf } from "./outcomes.ts";

/** Targets that are drawn at random: what claims about the mean loss are about. */
export interface Mixtures {
  readonly kind: TargetKind;
  /** How many numbers a prediction is. */
  readonly width: number;
  /** The shares of the classes, one row a mixture. */
  readonly shares: readonly (readonly number[])[];
  readonly random: Generator;
}

/** Random shares for every number of classes; undefined where the loss has no classes with a score each. */
export function mixturesOf(loss: Loss, options: LossLawOptions, spreads: readonly number[]): Mixtures[] | undefined {
  const kind = classKindOf(loss);
  if (kind === undefined) return undefined;
  const random = generator(searchSeed(options));
  const widths = isRowwise(kind) ? (options.classCounts ?? [2, 3, 5]) : [1];
  if (isRowwise(kind) && widths.some((width) => loss.classCount(width) !== width)) return undefined;
  return widths.map((width) => {
    const count = Math.max(2, width);
    // Among many classes the search is less exact: there, nothing is very rare.
    const size = count > 3 ? 0.5 : 1;
    const shares = spreads.map((spread) =>
      normalized(Array.from(uniform([count], random, { dtype: "float64" }).data, (x) => size * spread * (2 * x - 1))),
    );
    return { kind, width, shares, random };
  });
}

/** For each of some mixtures the predictions of least mean loss that were found, from several starts. */
export function leastMeanLosses(
  loss: Loss,
  { kind, random, shares, width }: Mixtures,
  options: {
    readonly starts?: number;
    readonly iterations?: number;
    /** Brings a prediction into the region where mixture i is looked at. */
    readonly project?: (point: readonly number[], i: number) => readonly number[];
  } = {},
): Valley[][] {
  const { iterations = 100 + 60 * width, project, starts = 3 } = options;
  const targets = outcomesOf(kind, width) ?? [];
  const repeated = shares.flatMap((each) => Array.from({ length: starts }, () => each));
  const draws = uniform([repeated.length, width], random, { dtype: "float64" }).data;
  const from = repeated.map((each, i) =>
    // Most losses are least at the logarithms of the shares, some where the first class leads by more. Where a valley is long and narrow, or one
    // of several, random steps alone do not get to its bottom.
    i % starts < 2
      ? logitsOf(each, width, i % starts)
      : Array.from(draws.subarray(i * width, (i + 1) * width), (x) => 4 * x - 2),
  );
  const found = descend(meanLosses(loss, kind, targets, repeated), from, random, {
    iterations,
    ...(project && { project: (point, i) => project(point, Math.floor(i / starts)) }),
  });
  return shares.map((_, i) => found.slice(i * starts, (i + 1) * starts).toSorted((a, b) => a.value - b.value));
}

function logitsOf(shares: readonly number[], width: number, lead: number): number[] {
  const largest = Math.max(...shares);
  const logs = shares.map((share) => Math.log(share) + (share === largest ? lead : 0));
  return width === 1 ? [(logs[1] as number) - (logs[0] as number)] : logs;
}
