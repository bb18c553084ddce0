import type { Loss, Parameters } from "@surprisal/contract";
import { between, lawsOfLoss, lossLaws, type Check, type LossLawOptions } from "@surprisal/gradcheck";
import * as losses from "../../src/index.ts";

/** Losses with hinges: away from the kinks, where float32 and float64 may stand on different sides, but finite everywhere. */
const hinged = <P extends Parameters>(loss: Loss<P>, options: LossLawOptions<P> = {}): Check[] => [
  ...lawsOfLoss(loss, { ...options, prediction: between(-8, 8) }),
  ...lawsOfLoss(loss, options)
    .filter(({ name }) => name.endsWith(lossLaws.isFinite.name))
    .map(({ name, check }) => ({ name: `${name}, wherever they are`, check })),
];

/** Proper scores, margins, divergences and losses of many classes. */
export const scores: Record<string, Check[]> = {
  brierScore: lawsOfLoss(losses.brierScore, {}),
  // It works at twice the logits.
  sphericalScore: lawsOfLoss(losses.sphericalScore, { float32Factor: 2 }),
  tsallisScore: lawsOfLoss(losses.tsallisScore, { variants: [{ alpha: 1.01 }, { alpha: 2 }, { alpha: 3 }] }),
  rankedProbabilityScore: lawsOfLoss(losses.rankedProbabilityScore, { masking: "defined" }),
  unhinged: lawsOfLoss(losses.unhinged, {}),
  multiMargin: hinged(losses.multiMargin, { variants: [{ margin: 0.4 }, { power: 2 }, { margin: 0.4, power: 2 }] }),
  crammerSinger: hinged(losses.crammerSinger, { variants: [{ margin: 0.4 }] }),
  multiclassPerceptron: hinged(losses.multiclassPerceptron, {}),
};
