import type { Loss } from "@surprisal/contract";
import { defineLoss } from "@surprisal/contract";
import { abs, add, div, exp, logSoftmax, max, mean, mul, neg, pick, softplus, sub, tanh } from "@surprisal/tensor";
import { lossLaws } from "../../src/index.ts";
import * as sound from "../losses/sound.ts";
import { broken } from "./broken.ts";
import type { LossFault } from "./lossFaults.ts";

const { absoluteError, binaryCrossEntropy, crossEntropy, generalizedCrossEntropy, hinge, huber, leaning } = sound;
const { logCosh, ranked, squaredError } = sound;
const catalogue = { crossEntropy: crossEntropy as unknown as Loss };
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
  [
    "convex: true, but for a kink that points upwards where scores tie",
    lossLaws.convexity,
    crossEntropy,
    broken(
      defineLoss({
        ...logits,
        name: "sharpened",
        value: (z, y) => sub(neg(pick(logSoftmax(z), y)), mul(max(z, { axis: -1 }), 0.1)),
        traits: () => ({ convex: true }),
      }),
      {},
    ),
  ],
  ["two derivatives, but the second jumps", lossLaws.differentiability, huber, claiming(huber, { differentiable: 2 })],
  ["no derivative, but it has one", lossLaws.differentiability, huber, claiming(huber, { differentiable: 0 })],
  ["one derivative, but it has two", lossLaws.differentiability, logCosh, claiming(logCosh, { differentiable: 1 })],
  [
    "a curvature that is lost where the prediction is the target",
    lossLaws.differentiability,
    logCosh,
    broken(
      defineLoss({
        name: "logCosh",
        prediction: "real",
        target: "real",
        value: (x, y) => {
          const size = abs(sub(x, y));
          return add(size, softplus(mul(size, -2)));
        },
        traits: () => ({ differentiable: 2 }),
      }),
      {},
    ),
  ],
  [
    "proper, but it is not",
    lossLaws.properness,
    generalizedCrossEntropy,
    claiming(generalizedCrossEntropy, { proper: "softmax" }),
  ],
  ["proper: false, but it is", lossLaws.properness, crossEntropy, claiming(crossEntropy, { proper: false })],
  ["proper by another link", lossLaws.properness, leaning, claiming(leaning, { proper: "sigmoid" })],
  [
    "proper: false of scores against signs, but by a link of their own they are",
    lossLaws.properness,
    hinge,
    broken(
      defineLoss({
        name: "exponential",
        prediction: "real",
        target: "sign",
        value: (x, y) => exp(neg(mul(x, y))),
        traits: () => ({ proper: false }),
      }),
      {},
    ),
  ],
  [
    "proper, of a loss without classes",
    lossLaws.properness,
    crossEntropy,
    claiming(squaredError, { proper: "identity" }),
  ],
  ["calibrated, but it leans", lossLaws.calibration, leaning, claiming(leaning, { calibrated: true })],
  [
    "calibrated, but the mean loss has no least value",
    lossLaws.calibration,
    crossEntropy,
    broken(
      defineLoss({
        ...logits,
        name: "unhinged",
        value: (z, y) => sub(mean(z, { axis: -1 }), pick(z, y)),
        traits: () => ({ calibrated: true }),
      }),
      {},
    ),
  ],
  ["calibrated: false, but it is", lossLaws.calibration, crossEntropy, claiming(crossEntropy, { calibrated: false })],
  [
    "least at the logarithm, but it is not",
    lossLaws.leastness,
    squaredError,
    claiming(squaredError, { leastAt: "logTarget" }),
  ],
  [
    "least at a real target, of a loss of classes",
    lossLaws.leastness,
    squaredError,
    claiming(crossEntropy, { leastAt: "target" }),
  ],
  [
    "the wrong constant",
    lossLaws.constancy,
    absoluteError,
    claiming(absoluteError, { optimalConstant: { quantile: 0.6 } }),
  ],
  [
    "a constant of another link",
    lossLaws.constancy,
    binaryCrossEntropy,
    claiming(binaryCrossEntropy, { optimalConstant: "halfLogit" }),
  ],
  [
    "a constant for rows of one number",
    lossLaws.constancy,
    crossEntropy,
    claiming(crossEntropy, { optimalConstant: "mean" }),
  ],
  [
    "favors rare classes, but counts them all alike",
    lossLaws.rareClasses,
    leaning,
    claiming(leaning.with({ positiveWeight: 1 }), { favorsRareClasses: true }),
  ],
  ["favors none, but it does", lossLaws.rareClasses, leaning, claiming(leaning, { favorsRareClasses: false })],
  [
    "favors rare classes of which it is not told",
    lossLaws.rareClasses,
    leaning,
    claiming(crossEntropy, { favorsRareClasses: true }),
  ],
  [
    "ordinal, but all other classes cost the same",
    lossLaws.ordinality,
    ranked,
    claiming(crossEntropy, { ordinal: true }),
  ],
  ["ordinal: false, but it is", lossLaws.ordinality, ranked, claiming(ranked, { ordinal: false })],
  [
    "another loss at the limit",
    lossLaws.limits,
    generalizedCrossEntropy,
    claiming(generalizedCrossEntropy, { limits: [{ at: { q: 1 }, is: "crossEntropy" }] }),
    { catalogue },
  ],
  [
    "another loss on the way to the limit",
    lossLaws.limits,
    generalizedCrossEntropy,
    claiming(generalizedCrossEntropy, { limits: [{ at: { q: 0 }, is: "crossEntropy", times: 1.01 }] }),
    { catalogue },
  ],
  [
    "a limit that nobody knows",
    lossLaws.limits,
    generalizedCrossEntropy,
    claiming(generalizedCrossEntropy, { limits: [{ at: { q: 0 }, is: "logLoss" }] }),
    { catalogue },
  ],
];
