import type { Loss, OptimalConstant, TargetKind } from "@surprisal/contract";
import { generator, uniform } from "@surprisal/tensor";
import * as fc from "fast-check";
import { isRowwise } from "../example.ts";
import { examplesOf } from "../examples.ts";
import type { LossLaw, LossLawOptions } from "../options.ts";
import { descend } from "./descend.ts";
import { refute, searchSeed } from "./oneExample.ts";
import { meanLosses, outcomesOf } from "./outcomes.ts";

/** The constant prediction that is claimed is as good as the best that a search finds, for some samples of targets. */
export const constancy: LossLaw = {
  name: "has the optimal constant prediction claimed",
  applies: ({ traits }) => traits.optimalConstant !== undefined,
  check(loss, options = {}) {
    const claimed = loss.traits.optimalConstant ?? "mean";
    for (const kind of loss.target.filter((each) => each !== "row")) {
      for (const width of isRowwise(kind) ? (options.classCounts ?? [2, 3, 5]) : [1]) {
        for (const targets of samples(loss, kind, width, options)) {
          const optimum = constantOf(claimed, kind, width, targets);
          if (optimum.length !== width)
            refute(loss, this.name, options, `${JSON.stringify(claimed)} is one number, and predictions are rows`);
          // A search moves logits of probabilities.
          const constant =
            loss.prediction === "probabilities" ? optimum.map((p) => Math.log(p) - Math.log1p(-p)) : optimum;
          const shares = targets.map(() => 1 / targets.length);
          const random = generator(searchSeed(options));
          const starts = [0, 1, 2].map(() =>
            Array.from(uniform([width], random, { dtype: "float64" }).data, (x) => 4 * x - 2),
          );
          const measure = meanLosses(loss, kind, targets, [shares, shares, shares]);
          const found = descend(measure, [...starts.slice(1), constant], random, { iterations: 100 + 50 * width });
          const [own = Number.NaN] = measure([constant, constant, constant]);
          const best = found.reduce((least, each) => (each.value < least.value ? each : least));
          if (own <= best.value + 1e-8 * Math.max(1, Math.abs(best.value))) continue;
          refute(
            loss,
            this.name,
            options,
            `for targets ${JSON.stringify(targets.flat())} the best constant is claimed to be ${JSON.stringify(claimed)}, ${JSON.stringify(constant)}, of mean loss ${own}, but at ${JSON.stringify(best.at)} it is ${best.value}`,
          );
        }
      }
    }
  },
};

/** Samples of targets in which every class occurs. */
function samples(loss: Loss, kind: TargetKind, width: number, options: LossLawOptions): number[][][] {
  const outcomes = outcomesOf(kind, width) ?? [];
  return [1, 2, 3].map((round) => {
    const drawn = fc.sample(examplesOf(loss, kind, width, options, "ordinary"), {
      numRuns: 6 + round,
      seed: searchSeed(options) + round,
    });
    return [...outcomes, ...drawn.map(({ target }) => [...target])];
  });
}

/** The constant that is claimed. */
function constantOf(claimed: OptimalConstant, kind: TargetKind, width: number, targets: readonly number[][]): number[] {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const flat = targets.flat();
  switch (claimed) {
    case "mean":
      return [mean(flat)];
    case "median":
      return [quantile(flat, 0.5)];
    case "logMean":
      return [Math.log(mean(flat))];
    case "logit":
    case "halfLogit": {
      const share = kind === "sign" ? (1 + mean(flat)) / 2 : mean(flat);
      return [(Math.log(share) - Math.log1p(-share)) / (claimed === "logit" ? 1 : 2)];
    }
    case "logPrior":
      return Array.from({ length: width }, (_, k) =>
        Math.log(mean(targets.map((target) => (kind === "classes" ? Number(target[0] === k) : (target[k] as number))))),
      );
    default:
      return ["quantile" in claimed ? quantile(flat, claimed.quantile) : expectile(flat, claimed.expectile)];
  }
}

function quantile(values: readonly number[], level: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(level * values.length) - 1] ?? Number.NaN;
}

/** Where the shortfalls, times the level, balance the excesses, times the rest: by reweighting until nothing changes. */
function expectile(values: readonly number[], level: number): number {
  let here = values.reduce((sum, value) => sum + value, 0) / values.length;
  for (let step = 0; step < 100; step++) {
    const weights = values.map((value) => (value > here ? level : 1 - level));
    here =
      values.reduce((sum, value, i) => sum + value * (weights[i] as number), 0) /
      weights.reduce((sum, weight) => sum + weight, 0);
  }
  return here;
}
