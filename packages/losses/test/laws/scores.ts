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
  // The laws mask a class that the target's logits do not: what P has there is a divergence of its own, for some of them infinite.
  knowledgeDistillation: lawsOfLoss(losses.knowledgeDistillation, {
    minimumAtTarget: true,
    masking: "defined",
    variants: [{ temperature: 1 }],
  }),
  jensenShannonDivergence: lawsOfLoss(losses.jensenShannonDivergence, {
    minimumAtTarget: true,
    masking: "defined",
    variants: [{ weight: 0.1 }, { weight: 0.9 }],
  }),
  renyiDivergence: [
    ...lawsOfLoss(losses.renyiDivergence, { minimumAtTarget: true, masking: "defined" }),
    ...lawsOfLoss(losses.renyiDivergence.with({ alpha: 1 }), {
      minimumAtTarget: true,
      masking: "refused",
      variants: [{ alpha: 2 }],
    }),
  ],
  tsallisDivergence: [
    ...lawsOfLoss(losses.tsallisDivergence, { minimumAtTarget: true, masking: "defined" }),
    // Beyond it e^gap has no place in float32; a power multiplies the rounding of its logarithm.
    ...lawsOfLoss(losses.tsallisDivergence.with({ alpha: 2 }), {
      minimumAtTarget: true,
      masking: "refused",
      extent: 20,
      float32Factor: 3,
    }),
  ],
  totalVariation: hinged(losses.totalVariation, {
    minimumAtTarget: true,
    masking: "defined",
    target: between(-8, 8),
  }),
  squaredHellinger: lawsOfLoss(losses.squaredHellinger, { minimumAtTarget: true, masking: "defined" }),
  sparsemaxLoss: lawsOfLoss(losses.sparsemaxLoss, {}),
  entmax15Loss: lawsOfLoss(losses.entmax15Loss, {}),
};
