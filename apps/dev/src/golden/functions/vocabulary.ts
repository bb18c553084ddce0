import {
  adaptiveSoftmax,
  hierarchicalSoftmax,
  linearCrossEntropy,
  noiseContrastiveEstimation,
  sampledSoftmax,
  type Samples,
} from "@surprisal/losses/vocabulary";
import { mean } from "@surprisal/tensor";
import type { Inputs } from "../cases.ts";
import { numeric, prediction, required, target, type GoldenFunction } from "./calls.ts";

const linear: GoldenFunction = (inputs, args) => {
  const options = {
    labelSmoothing: numeric(args["label_smoothing"]),
    zLossWeight: numeric(args["lse_square_scale"]),
    ...(typeof args["softcap"] === "number" && { cap: args["softcap"] }),
    ignoreIndex: numeric(args["ignore_index"]),
  };
  const { reduction } = args;
  const run = reduction === "mean" || reduction === "sum" ? linearCrossEntropy[reduction] : linearCrossEntropy;
  return run(prediction(inputs), required(inputs["weight"]), inputs["bias"], target(inputs), options);
};

const adaptive: GoldenFunction = (inputs) => {
  const tails = [0, 1].map((i) => ({
    projection: required(inputs[`tail${i}_a`]),
    weight: required(inputs[`tail${i}_b`]),
  }));
  return mean(adaptiveSoftmax(prediction(inputs), { head: required(inputs["head_weight"]), tails }, target(inputs)));
};

const samples = ({ ids, log_q, log_q_target }: Inputs): Samples => ({
  classes: required(ids),
  logProbabilities: required(log_q),
  targetLogProbabilities: required(log_q_target),
});

const hierarchical: GoldenFunction = (inputs) => {
  const tree = { paths: required(inputs["path"]), branches: required(inputs["code"]) };
  return hierarchicalSoftmax(prediction(inputs), required(inputs["node_weight"]), target(inputs), tree);
};

/** Losses that hold their own output layer. */
export const vocabulary: readonly (readonly [string, GoldenFunction])[] = [
  ["linear_cross_entropy", linear],
  ["adaptive_log_softmax_with_loss", adaptive],
  [
    "sampled_softmax",
    (inputs, args) =>
      sampledSoftmax(prediction(inputs), required(inputs["weight"]), target(inputs), samples(inputs), {
        removeAccidentalHits: args["remove_accidental_hits"] === true,
      }),
  ],
  ["hierarchical_softmax", hierarchical],
  [
    "noise_contrastive_estimation",
    (inputs) =>
      noiseContrastiveEstimation(prediction(inputs), required(inputs["weight"]), target(inputs), samples(inputs)),
  ],
];
