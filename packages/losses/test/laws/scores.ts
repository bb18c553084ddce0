import type { Loss, Parameters } from "@surprisal/contract";
import { between, lawsOfLoss, lossLaws, type Check, type LossLawOptions } from "@surprisal/gradcheck";
import * as fc from "fast-check";
import * as losses from "../../src/index.ts";

const anywhere = fc.noBias(between(-8, 8));

/** Losses with hinges: away from the kinks, where float32 and float64 may stand on different sides, but finite everywhere. */
const hinged = <P extends Parameters>(loss: Loss<P>, options: LossLawOptions<P> = {}): Check[] => [
  ...lawsOfLoss(loss, { ...options, prediction: anywhere }),
  ...lawsOfLoss(loss, options)
    .filter(({ name }) => name.endsWith(lossLaws.isFinite.name))
    .map(({ name, check }) => ({ name: `${name}, wherever they are`, check })),
];

/** A class that is masked among logits is so among the logits of the target too. */
const ofLogits = { maskedTarget: -Infinity } as const;

/** Proper scores, margins, divergences and losses of many classes. */
export const scores: Record<string, Check[]> = {
  brierScore: lawsOfLoss(losses.brierScore, {}),
  // It works at twice the logits.
  sphericalScore: lawsOfLoss(losses.sphericalScore, { float32Factor: 2 }),
  tsallisScore: lawsOfLoss(losses.tsallisScore, { variants: [{ alpha: 1.01 }, { alpha: 2 }, { alpha: 3 }] }),
  rankedProbabilityScore: lawsOfLoss(losses.rankedProbabilityScore),
  unhinged: lawsOfLoss(losses.unhinged, {}),
  multiMargin: hinged(losses.multiMargin, { variants: [{ margin: 0.4 }, { power: 2 }, { margin: 0.4, power: 2 }] }),
  crammerSinger: hinged(losses.crammerSinger, { variants: [{ margin: 0.4 }] }),
  multiclassPerceptron: hinged(losses.multiclassPerceptron, {}),
  knowledgeDistillation: lawsOfLoss(losses.knowledgeDistillation, {
    minimumAtTarget: true,
    ...ofLogits,
    variants: [{ temperature: 1 }],
  }),
  jensenShannonDivergence: lawsOfLoss(losses.jensenShannonDivergence, {
    minimumAtTarget: true,
    ...ofLogits,
    variants: [{ weight: 0.1 }, { weight: 0.9 }],
  }),
  renyiDivergence: [
    ...lawsOfLoss(losses.renyiDivergence, { minimumAtTarget: true, ...ofLogits }),
    ...lawsOfLoss(losses.renyiDivergence.with({ alpha: 1 }), {
      minimumAtTarget: true,
      ...ofLogits,
      variants: [{ alpha: 2 }],
    }),
  ],
  tsallisDivergence: [
    ...lawsOfLoss(losses.tsallisDivergence, { minimumAtTarget: true, ...ofLogits, variants: [{ alpha: 0.8 }] }),
    // Beyond it e^gap has no place in float32; a power multiplies the rounding of its logarithm.
    ...lawsOfLoss(losses.tsallisDivergence.with({ alpha: 2 }), {
      minimumAtTarget: true,
      ...ofLogits,
      extent: 20,
      float32Factor: 3,
    }),
  ],
  totalVariation: hinged(losses.totalVariation, {
    minimumAtTarget: true,
    ...ofLogits,
    target: anywhere,
  }),
  squaredHellinger: lawsOfLoss(losses.squaredHellinger, { minimumAtTarget: true, ...ofLogits }),
  // Its Hessian jumps where a class leaves the support.
  sparsemaxLoss: hinged(losses.sparsemaxLoss, {}),
  entmax15Loss: lawsOfLoss(losses.entmax15Loss, {}),
  multilabelMargin: hinged(losses.multilabelMargin, { target: fc.constantFrom(0, 1) }),
  multilabelSoftMargin: lawsOfLoss(losses.multilabelSoftMargin, { target: fc.constantFrom(0, 0.25, 1) }),
  // Its logits are thresholds, not classes.
  coral: lawsOfLoss(losses.coral, { masking: "defined" }),
  cumulativeLink: lawsOfLoss(losses.cumulativeLink.with({ cutpoints: [-1, 0.5, 2] }), {
    target: fc.constantFrom(0, 1, 2, 3),
  }),
  // The scale multiplies the rounding of the cosines.
  arcface: lawsOfLoss(losses.arcface, {
    prediction: between(-0.95, 0.95),
    float32Factor: 64,
    variants: [{ margin: 0.2, scale: 8 }],
  }),
  cosface: lawsOfLoss(losses.cosface, {
    prediction: between(-1, 1),
    float32Factor: 64,
    variants: [{ margin: 0, scale: 8 }],
  }),
  listNet: [
    ...lawsOfLoss(losses.listNet, { minimumAtTarget: true, ...ofLogits }),
    // Its gradient is a difference of sums of relevances, which may be many times larger than it.
    ...lawsOfLoss(losses.listNet.with({ relevance: "asGiven" }), { target: between(0, 4), float32Factor: 20 }),
  ],
};
