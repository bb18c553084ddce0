import { between, lawsOfLoss, type Check } from "@surprisal/gradcheck";
import * as losses from "../../src/index.ts";

/** The losses of the first day; each with what it does not declare itself. */
export const core: Record<string, Check[]> = {
  crossEntropy: [
    ...lawsOfLoss(losses.crossEntropy, { minimumAtTarget: true }),
    // Its gradient is a difference, p − q, which can be small. The mass on a masked class makes it infinite.
    ...lawsOfLoss(losses.crossEntropy.with({ labelSmoothing: 0.1 }), {
      masking: "defined",
      float32Factor: 8,
      variants: [{ smoothOver: "others" }, { labelSmoothing: 1 }],
    }),
    ...lawsOfLoss(losses.crossEntropy.with({ labelSmoothing: 0.1, maskedClasses: "excluded" }), {
      float32Factor: 8,
      variants: [{ smoothOver: "others" }, { labelSmoothing: 1 }],
    }),
  ],
  binaryCrossEntropy: [
    ...lawsOfLoss(losses.binaryCrossEntropy, { minimumAtTarget: true }),
    ...lawsOfLoss(losses.binaryCrossEntropy.with({ positiveWeight: 3 }), { variants: [{ positiveWeight: 0.25 }] }),
  ],
  // Beyond 1e-3 and 1 − 1e-3 central differences of the probabilities themselves lose their digits.
  binaryCrossEntropyOnProbabilities: lawsOfLoss(losses.binaryCrossEntropyOnProbabilities, {
    minimumAtTarget: true,
    prediction: between(1e-3, 1 - 1e-3),
  }),
  squaredError: lawsOfLoss(losses.squaredError, { minimumAtTarget: true }),
  klDivergence: lawsOfLoss(losses.klDivergence, {
    prediction: between(-30, 0),
    variants: [{ logTarget: true }],
  }),
  softmaxFocal: lawsOfLoss(losses.softmaxFocal, {
    float32Factor: 3,
    variants: [{ gamma: 0 }, { gamma: 0.5 }, { gamma: 1.5 }, { gamma: 5 }],
  }),
  generalizedCrossEntropy: lawsOfLoss(losses.generalizedCrossEntropy, { variants: [{ q: 0.01 }, { q: 1 }] }),
  poly1CrossEntropy: lawsOfLoss(losses.poly1CrossEntropy, {
    variants: [{ epsilon: 0 }, { epsilon: -0.5 }, { epsilon: 4 }],
  }),
  reverseCrossEntropy: lawsOfLoss(losses.reverseCrossEntropy, { variants: [{ logZero: -7 }] }),
};
