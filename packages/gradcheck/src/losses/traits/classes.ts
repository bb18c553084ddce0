import type { Loss } from "@surprisal/contract";
import { Tensor } from "@surprisal/tensor";
import { lossOfOne, predictionOfOne } from "../example.ts";
import type { LossLaw } from "../options.ts";
import { leastMeanLosses, mixturesOf } from "./mixtures.ts";
import { refute } from "./oneExample.ts";

/** Claimed to favour rare classes: where all are equally likely, the best scores have the order of rarity. Claimed not: they have not. */
export const rareClasses: LossLaw = {
  name: "favors rare classes or not, as claimed",
  applies: ({ traits }) => traits.favorsRareClasses !== undefined,
  check(loss, options = {}) {
    const rarity = rarityOf(loss);
    const cases = mixturesOf(loss, options, [0]);
    if (rarity === undefined || cases === undefined)
      refute(
        loss,
        this.name,
        options,
        "it is a claim about classes of which the loss is told the frequency or the weight",
      );
    for (const mixtures of cases) {
      const [[valley] = []] = leastMeanLosses(loss, mixtures);
      const found = valley?.at ?? [];
      const scores = found.length === 1 ? [0, found[0] as number] : found;
      const isOrdered = scores.every((score, i) =>
        scores.every((other, j) => (rarity[i] as number) <= (rarity[j] as number) || score > other + 1e-6),
      );
      const isEven = new Set(rarity).size === 1;
      if (isOrdered && !isEven === (loss.traits.favorsRareClasses === true)) continue;
      refute(
        loss,
        this.name,
        options,
        `favorsRareClasses is claimed to be ${loss.traits.favorsRareClasses}, but where all classes are equally likely the best scores are ${JSON.stringify(scores)}`,
      );
    }
  },
};

/** How rare each class is said to be, in any unit. */
function rarityOf({ parameters }: Loss): readonly number[] | undefined {
  const { counts, negativeWeight = 1, positiveWeight, prior } = parameters;
  const frequencies = counts ?? prior;
  if (frequencies instanceof Tensor) return Array.from(frequencies.data, (count) => -count);
  return typeof positiveWeight === "number" && typeof negativeWeight === "number"
    ? [negativeWeight, positiveWeight]
    : undefined;
}

/** Claimed ordinal: a nearly certain prediction costs the more the further it is from the true class. Claimed not: it does not. */
export const ordinality: LossLaw = {
  name: "has an order of classes or not, as claimed",
  applies: ({ traits }) => traits.ordinal !== undefined,
  check(loss, options = {}) {
    if (!loss.target.includes("classes")) refute(loss, this.name, options, "it is a claim about classes: leave it out");
    const width = 4;
    const classes = Array.from({ length: loss.classCount(width) }, (_, k) => k);
    // Scores of each class, or one score for each threshold below it.
    const certain = (k: number): number[] =>
      Array.from({ length: width }, (_, j) => (classes.length === width ? 6 * Number(j === k) : j < k ? 6 : -6));
    const cost = (predicted: number, target: number): number =>
      lossOfOne(loss, "classes", [target])(predictionOfOne("classes", certain(predicted))).item();
    const isOrdered = classes.every((target) =>
      classes.every((one) =>
        classes.every(
          (other) =>
            Math.abs(one - target) <= Math.abs(other - target) || cost(one, target) > cost(other, target) + 1e-6,
        ),
      ),
    );
    if (isOrdered === (loss.traits.ordinal === true)) return;
    refute(
      loss,
      this.name,
      options,
      `ordinal is claimed to be ${loss.traits.ordinal}, which nearly certain predictions refute`,
    );
  },
};
