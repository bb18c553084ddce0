import { describe, expect, test } from "vitest";
import { lawsOfLoss, type Check } from "../../src/index.ts";
import * as sound from "./sound.ts";

/** The sound losses and what is to be said of them beside what they declare. */
const table: Readonly<Record<Exclude<keyof typeof sound, "signs">, readonly Check[]>> = {
  crossEntropy: lawsOfLoss(sound.crossEntropy, {
    minimumAtTarget: true,
    examples: [{ prediction: [[1.2, -0.8, -0.5]], target: new Int32Array([0]), value: 0.2761297 }],
  }),
  binaryCrossEntropy: lawsOfLoss(sound.binaryCrossEntropy, { minimumAtTarget: true }),
  squaredError: lawsOfLoss(sound.squaredError, { minimumAtTarget: true }),
  absoluteError: lawsOfLoss(sound.absoluteError, { minimumAtTarget: true }),
  huber: lawsOfLoss(sound.huber, { minimumAtTarget: true, variants: [{ delta: 0.3 }] }),
  logCosh: lawsOfLoss(sound.logCosh, { minimumAtTarget: true }),
  generalizedCrossEntropy: lawsOfLoss(sound.generalizedCrossEntropy, { variants: [{ q: 1 }, { q: 0.05 }] }),
  focal: lawsOfLoss(sound.focal, { float32Factor: 3, variants: [{ gamma: 0 }, { gamma: 0.5 }] }),
  brier: lawsOfLoss(sound.brier, { minimumAtTarget: true }),
  jensenShannon: lawsOfLoss(sound.jensenShannon, { minimumAtTarget: true }),
  logLossOfDistributions: lawsOfLoss(sound.logLossOfDistributions, { minimumAtTarget: true }),
  logLossOfProbabilities: lawsOfLoss(sound.logLossOfProbabilities, { minimumAtTarget: true }),
  negativeLogLikelihood: lawsOfLoss(sound.negativeLogLikelihood),
  hinge: lawsOfLoss(sound.hinge),
  leaning: lawsOfLoss(sound.leaning, { variants: [{ positiveWeight: 1 }, { positiveWeight: 0.2 }] }),
  // Differences of sums of probabilities.
  ranked: lawsOfLoss(sound.ranked, { masking: "defined" }),
};

describe.each(Object.entries(table))("%s", (_, checks) => {
  for (const { name, check } of checks) test(name, check);
});

test("lawsOfLoss refuses what is no loss", () => {
  const value = (x: number): number => x;
  expect(() => lawsOfLoss(value as unknown as typeof sound.squaredError)).toThrow("lawsOfLoss: loss is a function");
});
