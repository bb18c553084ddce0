import { lawsOfLoss, type Check } from "@surprisal/gradcheck";
import * as losses from "../../src/index.ts";

const tolerant = { minimumAtTarget: true } as const;

/** Losses of scores against signs, and of logits against single labels. */
export const margin: Record<string, Check[]> = {
  hinge: lawsOfLoss(losses.hinge, tolerant),
  squaredHinge: lawsOfLoss(losses.squaredHinge, tolerant),
  perceptron: lawsOfLoss(losses.perceptron, tolerant),
  // exp of these is finite in float32.
  exponential: lawsOfLoss(losses.exponential, { extent: 80 }),
  modifiedHuber: lawsOfLoss(losses.modifiedHuber, tolerant),
  sigmoidRamp: lawsOfLoss(losses.sigmoidRamp),
  logistic: lawsOfLoss(losses.logistic),
  squaredMargin: lawsOfLoss(losses.squaredMargin, tolerant),
  savage: lawsOfLoss(losses.savage),
  tangent: lawsOfLoss(losses.tangent),
  smoothedHinge: lawsOfLoss(losses.smoothedHinge, { ...tolerant, variants: [{ gamma: 0.5 }, { gamma: 2 }] }),
  distanceWeightedDiscrimination: lawsOfLoss(losses.distanceWeightedDiscrimination, {
    variants: [{ q: 0.5 }, { q: 2 }],
  }),
  hingeEmbedding: lawsOfLoss(losses.hingeEmbedding, { variants: [{ margin: 0 }, { margin: 0.3 }] }),
  sigmoidFocal: lawsOfLoss(losses.sigmoidFocal, {
    float32Factor: 3,
    variants: [
      { gamma: 0 },
      { gamma: 0.5 },
      { gamma: 5, positiveWeight: 1, negativeWeight: 1 },
      { gamma: 0, positiveWeight: 3 },
    ],
  }),
  asymmetricMultilabel: lawsOfLoss(losses.asymmetricMultilabel, {
    float32Factor: 5,
    variants: [{ clip: 0 }, { positiveGamma: 0, negativeGamma: 2, clip: 0 }, { negativeGamma: 0.5 }],
  }),
};
