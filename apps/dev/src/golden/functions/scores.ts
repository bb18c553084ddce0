import * as losses from "@surprisal/losses";
import { div } from "@surprisal/tensor";
import { numeric, prediction, required, rows, target, type GoldenFunction } from "./calls.ts";

/** The mean of PyTorch's margin loss divides by the number of rows, weighted or not. */
const multiMargin: GoldenFunction = (inputs, args) => {
  const loss = losses.multiMargin.with({ margin: numeric(args["margin"]), power: args["p"] === 2 ? 2 : 1 });
  const { weight } = inputs;
  if (args["reduction"] !== "mean" || weight === undefined) return rows(() => loss)(inputs, args);
  const sum = loss.sum(prediction(inputs), target(inputs), { classWeights: required(weight) });
  return div(sum, target(inputs).data.length);
};

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
];
