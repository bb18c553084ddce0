import * as losses from "@surprisal/losses";
import { logSigmoid, logSoftmax, logSumExp, sigmoid, softmax, softmin, softplus } from "@surprisal/tensor";
import { elements, numeric, op, rows, type GoldenFunction } from "./calls.ts";

/** The ops, and the losses of the first day. */
export const core: readonly (readonly [string, GoldenFunction])[] = [
  ["softplus", op((x) => softplus(x))],
  ["sigmoid", op((x) => sigmoid(x))],
  ["logsigmoid", op((x) => logSigmoid(x))],
  ["softmax", op(softmax)],
  ["softmin", op(softmin)],
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
];
