import type { Loss } from "@surprisal/contract";
import { defineLoss } from "@surprisal/contract";
import { div, logSoftmax, mul, neg, pick, tanh } from "@surprisal/tensor";
import { lossLaws } from "../../src/index.ts";
import * as sound from "../losses/sound.ts";
import { broken } from "./broken.ts";
import type { LossFault } from "./lossFaults.ts";

const { crossEntropy, binaryCrossEntropy, squaredError, generalizedCrossEntropy, hinge } = sound;
const logits = { prediction: "logits", target: "classes" } as const;
const claiming = (loss: { readonly traits: Loss["traits"] }, traits: Loss["traits"]): Loss =>
  broken(loss as unknown as Loss, { traits: { ...loss.traits, ...traits } });

/** Claims that are not true. */
export const traitFaults: readonly LossFault[] = [
  [
    "convex: true, but it is not",
    lossLaws.convexity,
    generalizedCrossEntropy,
    claiming(generalizedCrossEntropy, { convex: true }),
  ],
  ["convex: false without a witness", lossLaws.convexity, crossEntropy, claiming(crossEntropy, { convex: false })],
  [
    "bounded: false, but it is",
    lossLaws.boundedness,
    generalizedCrossEntropy,
    claiming(generalizedCrossEntropy, { bounded: false }),
  ],
  [
    "a bound that is exceeded",
    lossLaws.boundedness,
    generalizedCrossEntropy,
    claiming(generalizedCrossEntropy, { bounded: 1 }),
  ],
  ["a bound of a loss without one", lossLaws.boundedness, squaredError, claiming(squaredError, { bounded: 1e6 })],
  [
    "a bound that is never nearly reached",
    lossLaws.boundedness,
    generalizedCrossEntropy,
    claiming(generalizedCrossEntropy, { bounded: 2 }),
  ],
  [
    "a Lipschitz constant that is too small",
    lossLaws.lipschitzContinuity,
    crossEntropy,
    claiming(crossEntropy, { lipschitz: 1.2 }),
  ],
  [
    "a Lipschitz constant that is too large",
    lossLaws.lipschitzContinuity,
    crossEntropy,
    claiming(crossEntropy, { lipschitz: 2 }),
  ],
  [
    "lipschitz: false, but it has one",
    lossLaws.lipschitzContinuity,
    binaryCrossEntropy,
    claiming(binaryCrossEntropy, { lipschitz: false }),
  ],
  [
    "a Lipschitz constant of a loss without one",
    lossLaws.lipschitzContinuity,
    squaredError,
    claiming(squaredError, { lipschitz: 100 }),
  ],
  [
    "a smoothness constant that is too small",
    lossLaws.smoothness,
    crossEntropy,
    claiming(crossEntropy, { smoothness: 0.25 }),
  ],
  [
    "a smoothness constant that is too large",
    lossLaws.smoothness,
    crossEntropy,
    claiming(crossEntropy, { smoothness: 1 }),
  ],
  ["a smoothness constant of a loss with a corner", lossLaws.smoothness, hinge, claiming(hinge, { smoothness: 1 })],
  [
    "smoothness: false, but it is smooth",
    lossLaws.smoothness,
    squaredError,
    claiming(squaredError, { smoothness: false }),
  ],
  ["symmetric: true, but it is not", lossLaws.symmetry, crossEntropy, claiming(crossEntropy, { symmetric: true })],
  [
    "symmetric: false, but it is",
    lossLaws.symmetry,
    generalizedCrossEntropy,
    claiming(generalizedCrossEntropy.with({ q: 1 }), { symmetric: false }),
  ],
  [
    "symmetric, of a loss without classes",
    lossLaws.symmetry,
    crossEntropy,
    claiming(squaredError, { symmetric: true }),
  ],
  [
    "shiftInvariant: true, but it is not",
    lossLaws.shiftInvariance,
    crossEntropy,
    broken(
      defineLoss({
        ...logits,
        name: "softcapped",
        value: (z, y) => neg(pick(logSoftmax(mul(tanh(div(z, 30)), 30)), y)),
        traits: () => ({ shiftInvariant: true }),
      }),
      {},
    ),
  ],
  [
    "shiftInvariant: false, but it is",
    lossLaws.shiftInvariance,
    crossEntropy,
    claiming(crossEntropy, { shiftInvariant: false }),
  ],
];
