import type { Loss, Parameters } from "@surprisal/contract";
import {
  between,
  classIndices,
  lawsOfBatchLoss,
  lawsOfLoss,
  lossLaws,
  tensorsOf,
  type Check,
  type LossLawOptions,
} from "@surprisal/gradcheck";
import { tensor, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import * as losses from "../../src/index.ts";

/** Away from 0, next to which the direction of a vector changes faster than differences can tell. */
const embeddings = (examples: number): fc.Arbitrary<Tensor> =>
  tensorsOf([examples, 3], fc.oneof(between(-2, -0.5), between(0.5, 2)));
const logits = (examples: number): fc.Arbitrary<Tensor> => tensorsOf([examples, 3], between(-8, 8));
const classes = (examples: number): fc.Arbitrary<Tensor> => tensorsOf([examples], classIndices(3), "int32");
/** Which examples are chosen may depend on the last digit where two of them tie. */
const untied = (examples: number): fc.Arbitrary<Tensor> => fc.noBias(logits(examples));
const ofClasses = { prediction: logits, target: classes, classCount: 3 } as const;

/** Both embeddings are predictions. At a temperature of 0.07 a rounding of the cosine counts 14 times. */
const contrastive = {
  prediction: embeddings,
  target: embeddings,
  differentiableTarget: true,
  float32Factor: 16,
} as const;

/** At least one positive and one negative example. */
const outcomes = (examples: number): fc.Arbitrary<Tensor> =>
  fc
    .array(fc.constantFrom(0, 1), { minLength: examples - 2, maxLength: examples - 2 })
    .map((rest) => tensor(Float64Array.from([1, 0, ...rest])));

/** Six frames of four classes, and up to two labels, the rest padding: every row of labels fits into the frames. */
const frames = (examples: number): fc.Arbitrary<Tensor> => tensorsOf([examples, 6, 4], between(-8, 8));
const labels = (examples: number): fc.Arbitrary<Tensor> =>
  fc
    .array(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }), { minLength: examples, maxLength: examples })
    .map((rows) =>
      tensor(Int32Array.from(rows.flatMap((row) => [0, 1, 2].map((i) => row[i] ?? -100))), { shape: [examples, 3] }),
    );

/**
 * The laws of a loss with a gradient that jumps: what is just beside the jump in float64 may be on it in float32, and so the two are compared
 * at numbers with which both reckon without rounding.
 */
function kinked<P extends Parameters>(loss: Loss<P>, options: LossLawOptions<P>): Check[] {
  const exact = between(-8, 8).map((x) => Math.round(x * 64) / 64);
  const compares = ({ name }: Check): boolean => name.endsWith(lossLaws.keepsDigitsInFloat32.name);
  return [
    ...lawsOfLoss(loss, options).filter((law) => !compares(law)),
    ...lawsOfLoss(loss, { target: exact, ...options, prediction: exact }).filter(compares),
  ];
}

const region = { target: fc.oneof(between(0, 1), fc.constantFrom(0, 1)) } as const;

/** Losses of pairs, of regions and of whole batches; each with what it does not declare itself. */
export const batch: Record<string, Check[]> = {
  marginRanking: lawsOfLoss(losses.marginRanking, { variants: [{ margin: 0.5 }, { margin: -1 }] }),
  cosineEmbedding: lawsOfLoss(losses.cosineEmbedding, { variants: [{ margin: 0.3 }] }),
  tripletMargin: kinked(losses.tripletMargin, { variants: [{ margin: 0.2 }] }),
  dice: lawsOfLoss(losses.dice, { ...region, variants: [{ smooth: 0 }] }),
  jaccard: lawsOfLoss(losses.jaccard, { ...region, variants: [{ smooth: 1e-6 }] }),
  tversky: lawsOfLoss(losses.tversky, { ...region, variants: [{ alpha: 0.3, beta: 0.7 }] }),
  focalTversky: lawsOfLoss(losses.focalTversky, { ...region, variants: [{ gamma: 0.75 }] }),
  lovaszHinge: kinked(losses.lovaszHinge, { target: fc.constantFrom(0, 1) }),
  directPreferenceOptimization: lawsOfLoss(losses.directPreferenceOptimization, {
    variants: [{ beta: 2 }, { beta: 0.5, labelSmoothing: 0.1 }],
  }),
  identityPreferenceOptimization: lawsOfLoss(losses.identityPreferenceOptimization, { variants: [{ beta: 0.5 }] }),
  lovaszSoftmax: lawsOfBatchLoss(losses.lovaszSoftmax, { ...ofClasses, range: [0, 1] }),
  infoNce: lawsOfBatchLoss(losses.infoNce, { ...contrastive, variants: [{ temperature: 0.5 }] }),
  clipContrastive: lawsOfBatchLoss(losses.clipContrastive, { ...contrastive, variants: [{ temperature: 0.5 }] }),
  normalizedTemperatureScaledCrossEntropy: lawsOfBatchLoss(losses.normalizedTemperatureScaledCrossEntropy, {
    ...contrastive,
    variants: [{ temperature: 0.5 }],
  }),
  sigmoidContrastive: lawsOfBatchLoss(losses.sigmoidContrastive, {
    ...contrastive,
    variants: [{ scale: 1, bias: 0 }],
  }),
  supervisedContrastive: lawsOfBatchLoss(losses.supervisedContrastive, {
    prediction: embeddings,
    target: classes,
    float32Factor: 16,
    variants: [{ temperature: 0.5 }],
  }),
  floodedCrossEntropy: lawsOfBatchLoss(losses.floodedCrossEntropy, { ...ofClasses, variants: [{ level: 5 }] }),
  hardExampleCrossEntropy: lawsOfBatchLoss(losses.hardExampleCrossEntropy, {
    ...ofClasses,
    prediction: untied,
    variants: [{ count: 3 }],
  }),
  smallLossCrossEntropy: lawsOfBatchLoss(losses.smallLossCrossEntropy, {
    ...ofClasses,
    prediction: untied,
    variants: [{ count: 3 }],
  }),
  rocAucSurrogate: lawsOfBatchLoss(losses.rocAucSurrogate, {
    prediction: (examples) => tensorsOf([examples], between(-8, 8)),
    target: outcomes,
    variants: [{ surrogate: "squared" }, { surrogate: "squaredHinge" }],
  }),
  conditionalOrdinalRegression: lawsOfBatchLoss(losses.conditionalOrdinalRegression, {
    prediction: (examples) => tensorsOf([examples, 2], between(-8, 8)),
    target: classes,
    classCount: 3,
  }),
  connectionistTemporalClassification: lawsOfBatchLoss(losses.connectionistTemporalClassification, {
    prediction: frames,
    target: labels,
    float32Factor: 4,
    variants: [{ perLabel: true }],
  }),
};
