import type { Loss } from "@surprisal/contract";
import { domainOf } from "../examples.ts";
import type { LossLaw } from "../options.ts";
import { eigenvalues } from "./eigenvalues.ts";
import { candidates, norm, refute, show, type OneExample } from "./oneExample.ts";

/** Claimed convex: no chord lies below the loss, no curvature is negative. Claimed not convex: one of the two is found. */
export const convexity: LossLaw = {
  name: "is convex or not, as claimed",
  applies: ({ traits }) => traits.convex !== undefined,
  check(loss, options = {}) {
    let count = 0;
    for (const region of ["ordinary", "coincident", "extreme"] as const) {
      const examples = candidates(loss, options, region, 120);
      for (const [i, one] of examples.entries()) {
        const other = examples[i + 1] ?? one;
        const witness =
          belowChord(one, one.example.prediction, other.example.prediction) ??
          // Far out rounding may bend what is straight.
          (region === "extreme" && loss.traits.convex === true ? undefined : negativeCurvature(one)) ??
          (region === "coincident" ? belowShortChord(loss, one) : undefined);
        count += 1;
        if (witness === undefined) continue;
        if (loss.traits.convex === true) refute(loss, this.name, options, `it is claimed convex, but ${witness}`);
        return;
      }
    }
    if (loss.traits.convex === false) {
      refute(
        loss,
        this.name,
        options,
        `it is claimed not convex, but none of ${count} examples shows it: leave the claim out or make it true`,
      );
    }
  },
};

function belowChord(one: OneExample, a: readonly number[], b: readonly number[]): string | undefined {
  if (a.length !== b.length || a === b) return undefined;
  const middle = a.map((x, i) => x / 2 + (b[i] ?? 0) / 2);
  const [low, high, between] = [one.value(a), one.value(b), one.value(middle)];
  const chord = low / 2 + high / 2;
  if (!(between > chord + 1e-11 * Math.max(1, Math.abs(low), Math.abs(high)))) return undefined;
  return `between ${JSON.stringify(a)} and ${JSON.stringify(b)} it is ${between} at the middle, above ${chord} (${show(one, middle)})`;
}

/** Across a place where scores tie, at which a kink may point upwards. */
function belowShortChord(loss: Loss, one: OneExample): string | undefined {
  const [low, high] = domainOf(loss);
  const side = (step: number): number[] =>
    one.example.prediction.map((x, i) => Math.min(high, Math.max(low, x + (i % 2 === 0 ? step : -step))));
  return belowChord(one, side(0.02), side(-0.02));
}

function negativeCurvature(one: OneExample): string | undefined {
  const hessian = one.hessian(one.example.prediction);
  const curvatures = eigenvalues(hessian);
  const least = Math.min(...curvatures);
  if (!(least < -1e-9 * Math.max(1, ...hessian.map(norm)))) return undefined;
  return `its curvature is ${least} at ${show(one)}`;
}
