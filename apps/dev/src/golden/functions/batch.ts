import type { BatchLoss, Loss } from "@surprisal/contract";
import * as losses from "@surprisal/losses";
import { cosineSimilarity, distance } from "@surprisal/losses/pairs";
import { mean, minimum, sub, sum, tensor, transpose, type Tensor } from "@surprisal/tensor";
import type { Arguments, Inputs } from "../cases.ts";
import { numeric, prediction, required, rows, target, type GoldenFunction } from "./calls.ts";

/** A loss of what relates the pairs of a case. */
const pairs =
  (
    choose: (args: Arguments) => Loss,
    relate: (inputs: Inputs, args: Arguments) => readonly [Tensor, Tensor],
  ): GoldenFunction =>
  (inputs, args) => {
    const loss = choose(args);
    const [x, y] = relate(inputs, args);
    return args["reduction"] === "none" ? loss(x, y) : args["reduction"] === "sum" ? loss.sum(x, y) : loss.mean(x, y);
  };

const whole =
  (choose: (args: Arguments) => BatchLoss): GoldenFunction =>
  (inputs, args) => {
    const loss = choose(args);
    const [x, y] = [prediction(inputs), inputs["other"] ?? target(inputs)];
    return args["reduction"] === "none" ? loss.each(x, y) : loss(x, y);
  };

const triplets = (inputs: Inputs, args: Arguments): readonly [Tensor, Tensor] => {
  const [anchor, positive, negative] = ["anchor", "positive", "negative"].map((name) => required(inputs[name])) as [
    Tensor,
    Tensor,
    Tensor,
  ];
  const options = { p: numeric(args["p"]), epsilon: numeric(args["eps"]) };
  const toNegative = distance(anchor, negative, options);
  return [
    distance(anchor, positive, options),
    args["swap"] === true ? minimum(toNegative, distance(positive, negative, options)) : toNegative,
  ];
};

const preferences = (inputs: Inputs): readonly [Tensor, Tensor] => [
  sub(prediction(inputs), required(inputs["rejected"])),
  sub(required(inputs["ref_chosen"]), required(inputs["ref_rejected"])),
];

const margin = (args: Arguments) => ({ margin: numeric(args["margin"]) });
const temperature = (args: Arguments) => ({ temperature: numeric(args["temperature"]) });
const region = (args: Arguments) => ({ smooth: numeric(args["smooth"]) });
const tversky = (args: Arguments) => ({ ...region(args), alpha: numeric(args["alpha"]), beta: numeric(args["beta"]) });
const surrogates = { logistic: "logistic", squared: "squared", squared_hinge: "squaredHinge" } as const;

/** Frames come first in the files, and the labels' lengths beside them; here a row of labels ends in −100. */
const connectionistTemporalClassification: GoldenFunction = (inputs, args) => {
  const labels = required(inputs["targets"]);
  const lengths = required(inputs["target_lengths"]).data;
  const width = labels.shape[1] ?? 0;
  const padded = labels.data.map((label, i) => (i % width < (lengths[Math.floor(i / width)] ?? 0) ? label : -100));
  const loss = losses.connectionistTemporalClassification.with({
    blank: numeric(args["blank"]),
    zeroInfinity: args["zero_infinity"] === true,
    inputLengths: required(inputs["input_lengths"]),
    perLabel: args["reduction"] === "mean",
  });
  const each = loss.each(
    transpose(required(inputs["log_probs"] ?? inputs["logits"]), [1, 0, 2]),
    tensor(padded, { shape: labels.shape }),
  );
  return args["reduction"] === "none" ? each : args["reduction"] === "sum" ? sum(each) : mean(each);
};

/** Losses of pairs, of regions and of whole batches. */
export const batch: readonly (readonly [string, GoldenFunction])[] = [
  [
    "margin_ranking_loss",
    pairs(
      (args) => losses.marginRanking.with(margin(args)),
      (inputs) => [sub(required(inputs["input1"]), required(inputs["input2"])), target(inputs)],
    ),
  ],
  [
    "cosine_embedding_loss",
    pairs(
      (args) => losses.cosineEmbedding.with(margin(args)),
      (inputs) => [cosineSimilarity(required(inputs["input1"]), required(inputs["input2"])), target(inputs)],
    ),
  ],
  ["triplet_margin_loss", pairs((args) => losses.tripletMargin.with(margin(args)), triplets)],
  ["dice", rows((args) => losses.dice.with(region(args)))],
  ["jaccard", rows((args) => losses.jaccard.with(region(args)))],
  ["tversky", rows((args) => losses.tversky.with(tversky(args)))],
  ["focal_tversky", rows((args) => losses.focalTversky.with({ ...tversky(args), gamma: numeric(args["gamma"]) }))],
  ["lovasz_hinge", rows(() => losses.lovaszHinge)],
  ["lovasz_softmax", whole(() => losses.lovaszSoftmax)],
  ["info_nce", whole((args) => losses.infoNce.with(temperature(args)))],
  ["nt_xent", whole((args) => losses.normalizedTemperatureScaledCrossEntropy.with(temperature(args)))],
  ["clip_contrastive", whole((args) => losses.clipContrastive.with(temperature(args)))],
  ["supcon", whole((args) => losses.supervisedContrastive.with(temperature(args)))],
  [
    "siglip",
    whole((args) =>
      losses.sigmoidContrastive.with({ scale: numeric(args["logit_scale"]), bias: numeric(args["logit_bias"]) }),
    ),
  ],
  ["flooding", whole((args) => losses.floodedCrossEntropy.with({ level: numeric(args["b"]) }))],
  ["ohem_cross_entropy", whole((args) => losses.hardExampleCrossEntropy.with({ count: numeric(args["k"]) }))],
  ["small_loss_cross_entropy", whole((args) => losses.smallLossCrossEntropy.with({ count: numeric(args["k"]) }))],
  [
    "auc_surrogate",
    whole((args) => losses.rocAucSurrogate.with({ surrogate: surrogates[args["kind"] as keyof typeof surrogates] })),
  ],
  ["corn", whole(() => losses.conditionalOrdinalRegression)],
  [
    "dpo",
    pairs(
      (args) =>
        losses.directPreferenceOptimization.with({
          beta: numeric(args["beta"]),
          labelSmoothing: numeric(args["label_smoothing"]),
        }),
      preferences,
    ),
  ],
  ["ipo", pairs((args) => losses.identityPreferenceOptimization.with({ beta: numeric(args["beta"]) }), preferences)],
  ["ctc_loss", connectionistTemporalClassification],
  ["ctc_loss_logits", connectionistTemporalClassification],
];
