import * as losses from "@surprisal/losses";
import { elements, numeric, type GoldenFunction } from "./calls.ts";

/** Losses of scores against signs, and of logits against single labels. */
export const margin: readonly (readonly [string, GoldenFunction])[] = [
  ["hinge", elements(() => losses.hinge)],
  ["squared_hinge", elements(() => losses.squaredHinge)],
  ["perceptron", elements(() => losses.perceptron)],
  ["exponential", elements(() => losses.exponential)],
  ["modified_huber", elements(() => losses.modifiedHuber)],
  ["sigmoid_ramp", elements(() => losses.sigmoidRamp)],
  ["logistic_margin", elements(() => losses.logistic)],
  ["soft_margin_loss", elements(() => losses.logistic)],
  ["squared_margin", elements(() => losses.squaredMargin)],
  ["savage", elements(() => losses.savage)],
  ["tangent", elements(() => losses.tangent)],
  ["smoothed_hinge", elements(({ gamma }) => losses.smoothedHinge.with({ gamma: numeric(gamma) }))],
  ["dwd_margin", elements(({ q }) => losses.distanceWeightedDiscrimination.with({ q: numeric(q) }))],
  ["hinge_embedding_loss", elements(({ margin }) => losses.hingeEmbedding.with({ margin: numeric(margin) }))],
  [
    "sigmoid_focal",
    elements(({ alpha, gamma }) => {
      // −1 stands for no weights.
      const positiveWeight = alpha === -1 ? 1 : numeric(alpha);
      const negativeWeight = alpha === -1 ? 1 : 1 - positiveWeight;
      return losses.sigmoidFocal.with({ gamma: numeric(gamma), positiveWeight, negativeWeight });
    }),
  ],
  [
    "asymmetric_multilabel",
    elements(({ clip, gamma_neg, gamma_pos }) =>
      losses.asymmetricMultilabel.with({
        clip: numeric(clip),
        negativeGamma: numeric(gamma_neg),
        positiveGamma: numeric(gamma_pos),
      }),
    ),
  ],
];
