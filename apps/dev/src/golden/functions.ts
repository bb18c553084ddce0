import type { Loss, LossOptions } from "@surprisal/contract";
import * as losses from "@surprisal/losses";
import { div, logSigmoid, logSoftmax, logSumExp, sigmoid, softmax, softplus, type Tensor } from "@surprisal/tensor";
import type { Arguments, Inputs } from "./cases.ts";

/** What one of the files' names is here. */
export type GoldenFunction = (inputs: Inputs, args: Arguments) => Tensor;

/** The prediction goes by several names in the files. */
const prediction = (inputs: Inputs): Tensor =>
  required(inputs["input"] ?? inputs["logits"] ?? inputs["logit"] ?? inputs["x"]);
const target = (inputs: Inputs): Tensor => required(inputs["target"]);

function required(input: Tensor | undefined): Tensor {
  if (input === undefined) throw new TypeError("golden: a case lacks an input");
  return input;
}

/** A loss over rows: the files have the classes on axis 1, and divide a mean as PyTorch does. */
const rows =
  (choose: (args: Arguments) => Loss): GoldenFunction =>
  (inputs, args) => {
    const logits = prediction(inputs);
    const options: LossOptions = {
      axis: logits.shape.length > 1 ? 1 : 0,
      ...(inputs["weight"] && { classWeights: inputs["weight"] }),
      ...(typeof args["ignore_index"] === "number" && { ignoreIndex: args["ignore_index"] }),
    };
    return reduce(choose(args), inputs, options, args);
  };

/** A loss over elements; the mean of PyTorch divides by their number, weighted or not. */
const elements =
  (choose: (args: Arguments, inputs: Inputs) => Loss): GoldenFunction =>
  (inputs, args) => {
    const loss = choose(args, inputs);
    const weight = inputs["weight"];
    const options: LossOptions = weight ? { sampleWeights: weight } : {};
    if (args["reduction"] === "batchmean") {
      return div(loss.sum(prediction(inputs), target(inputs), options), prediction(inputs).shape[0] ?? 1);
    }
    if (weight && reductionOf(args) === "mean") {
      return div(loss.sum(prediction(inputs), target(inputs), options), prediction(inputs).data.length);
    }
    return reduce(loss, inputs, options, args);
  };

/** The files' losses default to the mean as PyTorch's, but those of one row have no reduction to name. */
const reductionOf = (args: Arguments): unknown => args["reduction"] ?? "mean";

function reduce(loss: Loss, inputs: Inputs, options: LossOptions, args: Arguments): Tensor {
  switch (reductionOf(args)) {
    case "none":
      return loss(prediction(inputs), target(inputs), options);
    case "sum":
      return loss.sum(prediction(inputs), target(inputs), options);
    default:
      return loss.mean(prediction(inputs), target(inputs), options);
  }
}

const op =
  (f: (x: Tensor, options: { axis?: number }) => Tensor): GoldenFunction =>
  (inputs, args) =>
    f(prediction(inputs), typeof args["axis"] === "number" ? { axis: args["axis"] } : {});

const numeric = (value: unknown): number => Number(value);

/** The functions of the files that exist here, under the files' names. */
export const functions: ReadonlyMap<string, GoldenFunction> = new Map<string, GoldenFunction>([
  ["softplus", op((x) => softplus(x))],
  ["sigmoid", op((x) => sigmoid(x))],
  ["logsigmoid", op((x) => logSigmoid(x))],
  ["softmax", op(softmax)],
  ["log_softmax", op(logSoftmax)],
  ["logsumexp", op((x, { axis = -1 }) => logSumExp(x, { axis }))],
  [
    "cross_entropy",
    rows((args) =>
      losses.crossEntropy.with(
        args["label_smoothing"] === undefined ? {} : { labelSmoothing: numeric(args["label_smoothing"]) },
      ),
    ),
  ],
  ["safe_cross_entropy", rows(() => losses.crossEntropy)],
  [
    "cross_entropy_smooth_excluding_target",
    rows((args) =>
      losses.crossEntropy.with({ labelSmoothing: numeric(args["label_smoothing"]), smoothOver: "others" }),
    ),
  ],
  ["softmax_focal", rows((args) => losses.softmaxFocal.with({ gamma: numeric(args["gamma"]) }))],
  ["poly1_cross_entropy", rows((args) => losses.poly1CrossEntropy.with({ epsilon: numeric(args["epsilon"]) }))],
  ["generalized_cross_entropy", rows((args) => losses.generalizedCrossEntropy.with({ q: numeric(args["q"]) }))],
  [
    "reverse_cross_entropy",
    rows((args) => losses.reverseCrossEntropy.with(args["A"] === undefined ? {} : { logZero: numeric(args["A"]) })),
  ],
  ["binary_cross_entropy", elements(() => losses.binaryCrossEntropyOnProbabilities)],
  [
    "binary_cross_entropy_with_logits",
    elements((_, { pos_weight }) => losses.binaryCrossEntropy.with(pos_weight ? { positiveWeight: pos_weight } : {})),
  ],
  ["kl_div", elements((args) => losses.klDivergence.with({ logTarget: args["log_target"] === true }))],
  ["mse_loss", elements(() => losses.squaredError)],
]);
