import type { Loss } from "@surprisal/contract";
import type { LossLaw, LossLawOptions } from "../options.ts";
import { atScale, candidates, refute, show, type OneExample } from "./oneExample.ts";
import { outcomesOf } from "./outcomes.ts";
import { lossOfOne, predictionOfOne } from "../example.ts";

/** Claimed shift-invariant: the same number added to all logits of a row changes nothing. Claimed not: it does. */
export const shiftInvariance: LossLaw = {
  name: "is invariant to shifts or not, as claimed",
  applies: ({ traits }) => traits.shiftInvariant !== undefined,
  check(loss, options = {}) {
    if (loss.prediction !== "logits") {
      refute(
        loss,
        this.name,
        options,
        `it is a claim about logits, and the predictions are ${loss.prediction}: leave it out`,
      );
    }
    const witness = firstWitness(loss, options, (one) => {
      const x = one.example.prediction;
      for (const shift of [1, -3.7, 250, -900]) {
        const [value, moved] = [one.value(x), one.value(x.map((z) => z + shift))];
        const tolerance = 1e-10 * Math.max(1, Math.abs(value));
        if (!(Math.abs(moved - value) <= tolerance))
          return `it is ${value} at ${show(one)} and ${moved} with ${shift} added`;
      }
      return undefined;
    });
    decide(loss, this.name, options, loss.traits.shiftInvariant === true, witness, "invariant to shifts");
  },
};

/** Claimed symmetric: the losses against all classes add up to a constant. Claimed not: they do not. */
export const symmetry: LossLaw = {
  name: "is symmetric or not, as claimed",
  applies: ({ traits }) => traits.symmetric !== undefined,
  check(loss, options = {}) {
    const sums = new Map<number, { sum: number; where: string }>();
    const witness = firstWitness(loss, options, (one) => {
      const x = one.example.prediction;
      const targets = outcomesOf(one.kind, x.length);
      if (targets === undefined) return undefined;
      const sum = targets.reduce(
        (total, target) => total + lossOfOne(loss, one.kind, target)(predictionOfOne(one.kind, x)).item(),
        0,
      );
      const known = sums.get(x.length);
      if (known === undefined) {
        sums.set(x.length, { sum, where: JSON.stringify(x) });
        return undefined;
      }
      if (Math.abs(sum - known.sum) <= 1e-10 * Math.max(1, Math.abs(sum))) return undefined;
      return `its losses against all classes add up to ${known.sum} at ${known.where} and to ${sum} at ${JSON.stringify(x)}`;
    });
    if (sums.size === 0)
      refute(loss, this.name, options, "symmetry is a claim about classes, and the loss has none: leave it out");
    decide(loss, this.name, options, loss.traits.symmetric === true, witness, "symmetric");
  },
};

function firstWitness(
  loss: Loss,
  options: LossLawOptions,
  look: (one: OneExample) => string | undefined,
): string | undefined {
  for (const one of candidates(loss, options, "ordinary", 60)) {
    for (const scaled of [one, atScale(loss, one, 40)]) {
      const witness = look(scaled);
      if (witness !== undefined) return witness;
    }
  }
  return undefined;
}

function decide(
  loss: Loss,
  law: string,
  options: LossLawOptions,
  claimed: boolean,
  witness: string | undefined,
  what: string,
): void {
  if (claimed && witness !== undefined) refute(loss, law, options, `it is claimed ${what}, but ${witness}`);
  if (!claimed && witness === undefined)
    refute(loss, law, options, `it is claimed not to be ${what}, but no example shows it`);
}
