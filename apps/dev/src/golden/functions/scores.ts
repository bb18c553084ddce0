import type { Loss } from "@surprisal/contract";
import * as losses from "@surprisal/losses";
import { add, div, matmul, mul, sqrt, square, sum, tensor, transpose, type Tensor } from "@surprisal/tensor";
import type { Arguments } from "../cases.ts";
import { numeric, prediction, required, rows, target, type GoldenFunction } from "./calls.ts";

/** The mean of PyTorch's margin loss divides by the number of rows, weighted or not. */
const multiMargin: GoldenFunction = (inputs, args) => {
  const loss = losses.multiMargin.with({ margin: numeric(args["margin"]), power: args["p"] === 2 ? 2 : 1 });
  const { weight } = inputs;
  if (args["reduction"] !== "mean" || weight === undefined) return rows(() => loss)(inputs, args);
  const sum = loss.sum(prediction(inputs), target(inputs), { classWeights: required(weight) });
  return div(sum, target(inputs).data.length);
};

/** A divergence of one row of logits from another; "batchmean" is the mean over rows. */
const divergence =
  (choose: (args: Arguments) => Loss): GoldenFunction =>
  (inputs, args) =>
    rows(choose)(
      { ...inputs, target: required(inputs["teacher"]) },
      args["reduction"] === "batchmean" ? { ...args, reduction: "mean" } : args,
    );

/** Its second part is cross-entropy, which is a loss of its own here. */
const knowledgeDistillation: GoldenFunction = (inputs, args) => {
  const alpha = numeric(args["alpha"]);
  const soft = divergence(() => losses.knowledgeDistillation.with({ temperature: numeric(args["temperature"]) }));
  return add(mul(alpha, soft(inputs, args)), mul(1 - alpha, rows(() => losses.crossEntropy)(inputs, args)));
};

/** Lists of labels, filled up with −1, as one number a class. */
const multilabelMargin: GoldenFunction = (inputs, args) => {
  const { data, shape } = target(inputs);
  const count = shape.at(-1) ?? 1;
  const labels = new Float64Array(data.length);
  for (let start = 0; start < data.length; start += count) {
    const list = Array.from(data.subarray(start, start + count));
    for (const k of list.slice(0, list.includes(-1) ? list.indexOf(-1) : count)) labels[start + k] = 1;
  }
  return rows(() => losses.multilabelMargin)({ ...inputs, target: tensor(labels, { shape }) }, args);
};

const cumulativeLink: GoldenFunction = (inputs) =>
  losses.cumulativeLink.with({ cutpoints: required(inputs["cutpoints"]) })(prediction(inputs), target(inputs));

const unit = (x: Tensor): Tensor => div(x, sqrt(sum(square(x), { axis: -1, keepDims: true })));

/** Losses of cosines, from embeddings and the directions of the classes. */
const angular =
  (choose: (args: Arguments) => Loss): GoldenFunction =>
  (inputs, args) =>
    choose(args)(matmul(unit(prediction(inputs)), transpose(unit(required(inputs["proxies"])))), target(inputs));

/** Proper scores, margins, divergences and losses of many classes. */
export const scores: readonly (readonly [string, GoldenFunction])[] = [
  ["brier", rows(() => losses.brierScore)],
  ["spherical_score", rows(() => losses.sphericalScore)],
  ["tsallis_score", rows((args) => losses.tsallisScore.with({ alpha: numeric(args["alpha"]) }))],
  ["ranked_probability_score", rows(() => losses.rankedProbabilityScore)],
  ["unhinged_softmax_linear", rows(() => losses.unhinged)],
  ["multi_margin_loss", multiMargin],
  ["crammer_singer", rows((args) => losses.crammerSinger.with({ margin: numeric(args["margin"]) }))],
  ["multiclass_perceptron", rows(() => losses.multiclassPerceptron)],
  ["knowledge_distillation", knowledgeDistillation],
  [
    "jensen_shannon_divergence",
    divergence((args) => losses.jensenShannonDivergence.with({ weight: numeric(args["beta"]) })),
  ],
  ["renyi_divergence", divergence((args) => losses.renyiDivergence.with({ alpha: numeric(args["alpha"]) }))],
  ["tsallis_divergence", divergence((args) => losses.tsallisDivergence.with({ alpha: numeric(args["alpha"]) }))],
  ["total_variation", divergence(() => losses.totalVariation)],
  ["hellinger_squared", divergence(() => losses.squaredHellinger)],
  ["sparsemax_loss", rows(() => losses.sparsemaxLoss)],
  ["entmax15_loss", rows(() => losses.entmax15Loss)],
  ["multilabel_margin_loss", multilabelMargin],
  ["multilabel_soft_margin_loss", rows(() => losses.multilabelSoftMargin)],
  ["coral", rows(() => losses.coral)],
  ["cumulative_link_logit", cumulativeLink],
  ["arcface", angular(({ margin, scale }) => losses.arcface.with({ margin: numeric(margin), scale: numeric(scale) }))],
  ["cosface", angular(({ margin, scale }) => losses.cosface.with({ margin: numeric(margin), scale: numeric(scale) }))],
  ["listnet_softmax", rows(() => losses.listNet.with({ relevance: "asGiven" }))],
];
