import { generator, uniform } from "@surprisal/tensor";
import type { LossLaw } from "../options.ts";
import { domainOf } from "../examples.ts";
import { climb } from "./climb.ts";
import { eigenvalues } from "./eigenvalues.ts";
import { candidates, grows, maximaAtScales, norm, refute, searchSeed, show, type OneExample } from "./oneExample.ts";

/** Claimed smooth: no curvature is larger than the constant, and one nearly is. Claimed not: curvatures grow, or the gradient jumps. */
export const smoothness: LossLaw = {
  name: "has the smoothness constant claimed",
  applies: ({ traits }) => traits.smoothness !== undefined,
  check(loss, options = {}) {
    const claimed = loss.traits.smoothness;
    const ordinary = candidates(loss, options, "ordinary", 60);
    const steep = steepest(ordinary);
    const curvature = (one: OneExample, x: readonly number[]): number => Math.max(...eigenvalues(one.hessian(x)));
    if (claimed === false) {
      const maxima = maximaAtScales(loss, options, (one) => curvature(one, one.example.prediction));
      if (steep.rate < 1e4 && !grows(maxima)) {
        refute(
          loss,
          this.name,
          options,
          `it is claimed to be not smooth, but its largest curvatures at scales 1, 100 and 10,000 are ${maxima.join(", ")}, and its gradient does not jump`,
        );
      }
      return;
    }
    const constant = claimed ?? Infinity;
    if (steep.rate > Math.max(1e4, 2 * constant)) {
      refute(
        loss,
        this.name,
        options,
        `its smoothness constant is claimed to be ${constant}, but its gradient jumps near ${JSON.stringify(steep.at)}`,
      );
    }
    const random = generator(searchSeed(options));
    const found = climb(
      [...ordinary, ...candidates(loss, options, "coincident", 60), ...candidates(loss, options, "extreme", 60)],
      curvature,
      () => uniform([1], random, { dtype: "float64" }).item(),
      domainOf(loss),
    );
    if (found.value > constant * (1 + 1e-9)) {
      refute(
        loss,
        this.name,
        options,
        `its smoothness constant is claimed to be ${constant}, but its curvature is ${found.value} at ${show(found.one, found.at)}`,
      );
    }
    if (found.value < 0.95 * constant) {
      refute(
        loss,
        this.name,
        options,
        `its smoothness constant is claimed to be ${constant}, but the largest curvature found is ${found.value}`,
      );
    }
  },
};

/** Bisects segments towards where the gradient changes most: the rate of change there, without end at a jump. */
function steepest(examples: readonly OneExample[]): { rate: number; at: readonly number[] } {
  let best = { rate: 0, at: [] as readonly number[] };
  const between = (p: readonly number[], q: readonly number[]): number[] => p.map((x, j) => x - (q[j] ?? 0));
  for (const [i, one] of examples.entries()) {
    let a = one.example.prediction;
    let b = (examples[i + 1] ?? one).example.prediction;
    if (a.length !== b.length) continue;
    let [ga, gb] = [one.slope(a), one.slope(b)];
    while (norm(between(a, b)) > 2e-10 * Math.max(1, norm(a))) {
      const middle = a.map((x, j) => x / 2 + (b[j] ?? 0) / 2);
      const g = one.slope(middle);
      if (norm(between(g, ga)) > norm(between(gb, g))) [b, gb] = [middle, g];
      else [a, ga] = [middle, g];
    }
    const jump = norm(between(ga, gb));
    // Below this it may be rounding.
    if (!(jump > 1e-6 * Math.max(1, norm(ga)))) continue;
    const rate = jump / norm(between(a, b));
    if (rate > best.rate) best = { rate, at: a };
  }
  return best;
}
