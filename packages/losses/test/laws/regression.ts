import type { Loss, Parameters } from "@surprisal/contract";
import { between, lawsOfLoss, reals, type Check } from "@surprisal/gradcheck";
import * as fc from "fast-check";
import * as losses from "../../src/index.ts";

const tolerant = { minimumAtTarget: true } as const;
/** exp of these is finite in float32. */
const logarithms = { extent: 80 } as const;
/** Amounts: where the logarithm of prediction or target is taken. */
const amounts = between(0, 8);

/** Losses of relative size: their derivatives are the steeper the smaller the numbers, so that differences see those of ordinary size only. */
const unequalScales = <P extends Parameters>(loss: Loss<P>): Check[] => {
  // One over a subnormal number is no number any more.
  const normal = reals({ subnormals: false });
  const ordinary = fc.oneof(between(0.5, 8), between(-8, -0.5));
  const isScaled = ({ name }: Check): boolean => /finite differences|float32|least|reverse mode/.test(name);
  return [
    ...lawsOfLoss(loss, { prediction: normal, target: normal }).filter((law) => !isScaled(law)),
    ...lawsOfLoss(loss, { ...tolerant, prediction: ordinary, target: ordinary }).filter(isScaled),
  ];
};

/** Losses of real predictions against real targets. */
export const regression: Record<string, Check[]> = {
  absoluteError: lawsOfLoss(losses.absoluteError, tolerant),
  smoothL1: lawsOfLoss(losses.smoothL1, { ...tolerant, variants: [{ beta: 0 }, { beta: 0.5 }] }),
  huber: lawsOfLoss(losses.huber, { ...tolerant, variants: [{ delta: 0.5 }, { delta: 3 }] }),
  logCosh: lawsOfLoss(losses.logCosh, tolerant),
  quantile: lawsOfLoss(losses.quantile, { ...tolerant, variants: [{ level: 0.1 }, { level: 0.9 }] }),
  expectile: lawsOfLoss(losses.expectile, { ...tolerant, variants: [{ level: 0.1 }, { level: 0.9 }] }),
  epsilonInsensitive: lawsOfLoss(losses.epsilonInsensitive, {
    ...tolerant,
    variants: [{ epsilon: 0 }, { epsilon: 0.5 }],
  }),
  squaredEpsilonInsensitive: lawsOfLoss(losses.squaredEpsilonInsensitive, {
    ...tolerant,
    variants: [{ epsilon: 0 }, { epsilon: 0.5 }],
  }),
  poissonNegativeLogLikelihood: [
    ...lawsOfLoss(losses.poissonNegativeLogLikelihood, {
      ...logarithms,
      target: amounts,
      // target · prediction cancels against the rate.
      float32Factor: 8,
      variants: [{ full: true }],
    }),
    ...lawsOfLoss(losses.poissonNegativeLogLikelihood.with({ logInput: false }), {
      prediction: between(0.1, 8),
      target: amounts,
      float32Factor: 4,
    }),
  ],
  gaussianNegativeLogLikelihood: lawsOfLoss(losses.gaussianNegativeLogLikelihood, {
    ...tolerant,
    variants: [{ full: true }, { variance: 0.25 }, { variance: 9 }, { variance: 0.5, epsilon: 2 }],
  }),
  laplaceNegativeLogLikelihood: lawsOfLoss(losses.laplaceNegativeLogLikelihood, {
    ...tolerant,
    variants: [{ scale: 0.5 }, { scale: 3 }],
  }),
  studentTNegativeLogLikelihood: lawsOfLoss(losses.studentTNegativeLogLikelihood, {
    ...tolerant,
    variants: [{ degreesOfFreedom: 1 }, { degreesOfFreedom: 30 }, { scale: 0.5 }],
  }),
  generalRobust: lawsOfLoss(losses.generalRobust, {
    ...tolerant,
    variants: [
      { alpha: -Infinity },
      { alpha: -2, scale: 1.5 },
      { alpha: 0 },
      { alpha: 1e-9 },
      { alpha: 1, scale: 0.7 },
      { alpha: 1.5 },
      { alpha: 2 },
      { alpha: 3 },
    ],
  }),
  halfPoissonDeviance: lawsOfLoss(losses.halfPoissonDeviance, { ...logarithms, target: amounts }),
  halfGammaDeviance: lawsOfLoss(losses.halfGammaDeviance, { ...logarithms, target: between(0.1, 8) }),
  halfTweedieDeviance: lawsOfLoss(losses.halfTweedieDeviance, {
    extent: 20,
    target: between(0.1, 8),
    // Its gradient is a difference of powers of the mean.
    float32Factor: 4,
    variants: [{ power: 0 }, { power: 1 }, { power: 1.1 }, { power: 2 }, { power: 3 }],
  }),
  gaussianContinuousRankedProbabilityScore: lawsOfLoss(losses.gaussianContinuousRankedProbabilityScore, {
    ...tolerant,
    variants: [{ scale: 0.5 }, { scale: 3 }],
  }),
  squaredLogarithmicError: lawsOfLoss(losses.squaredLogarithmicError, {
    ...tolerant,
    prediction: amounts,
    target: amounts,
  }),
  absolutePercentageError: lawsOfLoss(losses.absolutePercentageError, { ...tolerant, variants: [{ epsilon: 1 }] }),
  symmetricAbsolutePercentageError: unequalScales(losses.symmetricAbsolutePercentageError),
  negativeCosineSimilarity: unequalScales(losses.negativeCosineSimilarity),
};
