import type { Loss, Parameters } from "@surprisal/contract";
import { between, lawsOfLoss, type LossLawOptions } from "@surprisal/gradcheck";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";

const of = <P extends Parameters>(loss: Loss<P>, options: LossLawOptions<P>): ReturnType<typeof lawsOfLoss> =>
  lawsOfLoss(loss, options);

/** What each loss does not declare itself. A loss without an entry fails. */
const checks: Record<keyof typeof losses, ReturnType<typeof lawsOfLoss>> = {
  crossEntropy: [
    ...of(losses.crossEntropy, { minimumAtTarget: true }),
    // The mass on a masked class makes a smoothed loss infinite; its class weights go with the mass, as the golden values show.
    ...of(losses.crossEntropy.with({ labelSmoothing: 0.1 }), {
      masking: "refused",
      // Its gradient is a difference, p − q, which can be small.
      float32Factor: 8,
      variants: [{ smoothOver: "others" }],
    }).filter(({ name }) => !name.endsWith("multiplies by its weights")),
  ],
  binaryCrossEntropy: [
    ...of(losses.binaryCrossEntropy, { minimumAtTarget: true }),
    ...of(losses.binaryCrossEntropy.with({ positiveWeight: 3 }), { variants: [{ positiveWeight: 0.25 }] }),
  ],
  // Beyond 1e-3 and 1 − 1e-3 central differences of the probabilities themselves lose their digits.
  binaryCrossEntropyOnProbabilities: of(losses.binaryCrossEntropyOnProbabilities, {
    minimumAtTarget: true,
    prediction: between(1e-3, 1 - 1e-3),
  }),
  squaredError: of(losses.squaredError, { minimumAtTarget: true }),
  klDivergence: of(losses.klDivergence, {
    prediction: between(-30, 0),
    variants: [{ logTarget: true }],
  }),
  softmaxFocal: of(losses.softmaxFocal, {
    float32Factor: 3,
    variants: [{ gamma: 0 }, { gamma: 0.5 }, { gamma: 1.5 }, { gamma: 5 }],
  }),
  generalizedCrossEntropy: of(losses.generalizedCrossEntropy, { variants: [{ q: 0.01 }, { q: 1 }] }),
  poly1CrossEntropy: of(losses.poly1CrossEntropy, { variants: [{ epsilon: 0 }, { epsilon: -0.5 }, { epsilon: 4 }] }),
  reverseCrossEntropy: of(losses.reverseCrossEntropy, { variants: [{ logZero: -7 }] }),
};

describe.each(Object.entries(checks))("%s", (_, ownChecks) => {
  for (const { check, name } of ownChecks) test(name, check);
});

test("every export has its laws, and the name it is exported as", () => {
  expect(Object.keys(checks).toSorted()).toEqual(Object.keys(losses).toSorted());
  for (const [name, loss] of Object.entries(losses)) expect(loss.lossName).toBe(name);
});
