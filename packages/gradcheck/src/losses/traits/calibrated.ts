import type { Loss } from "@surprisal/contract";
import type { LossLaw } from "../options.ts";
import type { Valley } from "./descend.ts";
import { leastMeanLosses, mixturesOf, type Mixtures } from "./mixtures.ts";
import { refute } from "./oneExample.ts";

type Point = readonly number[];

/** Distributions for which the claim is tried: nearly even ones, where a loss errs first, and clear ones. */
const spreads = [0.05, 0.1, 0.2, 0.5, 1, 1, 3];
/** By how much the most probable class has to lead, so that a search can tell: to refute the claim, and to refute its denial. */
const clear = { claimed: 0.03, denied: 0.005 };

/**
 * Claimed calibrated: predictions that put another class first cost more than the best ones. Claimed not: for one distribution they cost as
 * little.
 */
export const calibration: LossLaw = {
  name: "is classification-calibrated or not, as claimed",
  applies: ({ traits }) => traits.calibrated !== undefined,
  check(loss, options = {}) {
    const isClaimed = loss.traits.calibrated === true;
    const cases = mixturesOf(loss, options, spreads);
    if (cases === undefined)
      refute(loss, this.name, options, "it is a claim about classes with a score each, and the loss has none");
    for (const all of cases) {
      const needed = isClaimed ? clear.claimed : clear.denied;
      const mixtures = { ...all, shares: all.shares.filter((row) => lead(row) > needed) };
      const best = leastMeanLosses(loss, mixtures).map(([valley]) => valley);
      const wrong = leastOfOthers(loss, mixtures);
      for (const [i, shares] of mixtures.shares.entries()) {
        const lowest = infimum(best[i]?.value);
        const { at } = wrong[i] ?? { at: [] };
        const value = infimum(wrong[i]?.value);
        if (value > lowest && value > lowest + 1e-6 * Math.max(1, Math.abs(lowest))) continue;
        if (!isClaimed) return;
        refute(
          loss,
          this.name,
          options,
          `it is claimed calibrated, but for shares ${JSON.stringify(shares)} the mean loss is ${value} at ${JSON.stringify(at)}, and not less than ${lowest} elsewhere`,
        );
      }
    }
    if (!isClaimed)
      refute(loss, this.name, options, "it is claimed not to be calibrated, but no distribution shows it");
  },
};

/** What goes on falling has no least value. */
const infimum = (value = Infinity): number => (value < -1e4 ? -Infinity : value);

/** By how much the largest share leads. */
function lead(shares: Point): number {
  const [first = 0, second = 0] = shares.toSorted((a, b) => b - a);
  return first - second;
}

/** For each mixture the least mean loss of predictions that do not put the most probable class, and no other, first. */
function leastOfOthers(loss: Loss, mixtures: Mixtures): Valley[] {
  const regions = mixtures.shares.flatMap((shares, mixture) => {
    const top = shares.indexOf(Math.max(...shares));
    return shares.flatMap((_, other) => (other === top ? [] : [{ mixture, other, shares, top }]));
  });
  const project = (point: Point, i: number): Point => {
    const { other, top } = regions[i] as (typeof regions)[number];
    if (point.length === 1) return point.map((x) => (top === 1 ? Math.min(x, 0) : Math.max(x, 0)));
    const [own, rival] = [point[top] as number, point[other] as number];
    return own <= rival ? point : point.map((x, k) => (k === top || k === other ? (own + rival) / 2 : x));
  };
  const found = leastMeanLosses(loss, { ...mixtures, shares: regions.map(({ shares }) => shares) }, { project });
  return mixtures.shares.map((_, mixture) =>
    found
      .flatMap((valleys, i) => (regions[i]?.mixture === mixture ? valleys : []))
      .reduce((least, each) => (each.value < least.value ? each : least)),
  );
}
