import type { Loss } from "@surprisal/contract";
import * as losses from "@surprisal/losses";
import type { Arguments, Inputs } from "../cases.ts";
import { numeric, required, rows, type GoldenFunction } from "./calls.ts";

/** A loss that takes more than numbers: the files have its tensors among the inputs. */
const rowsWith =
  (choose: (inputs: Inputs, args: Arguments) => Loss): GoldenFunction =>
  (inputs, args) =>
    rows(() => choose(inputs, args))(inputs, args);

const weights = (args: Arguments): { activeWeight: number; passiveWeight: number } => ({
  activeWeight: numeric(args["alpha"]),
  passiveWeight: numeric(args["beta"]),
});

/** Losses for labels that are noisy or unevenly spread, and for logits that are held in check. */
export const robust: readonly (readonly [string, GoldenFunction])[] = [
  ["nll_loss", rows(() => losses.negativeLogLikelihood)],
  ["mae_probability", rows(() => losses.probabilityAbsoluteError)],
  [
    "symmetric_cross_entropy",
    rows((args) =>
      losses.symmetricCrossEntropy.with({
        crossEntropyWeight: numeric(args["alpha"]),
        reverseWeight: numeric(args["beta"]),
        logZero: numeric(args["A"]),
      }),
    ),
  ],
  ["normalized_cross_entropy", rows(() => losses.normalizedCrossEntropy)],
  ["normalized_focal", rows((args) => losses.normalizedFocal.with({ gamma: numeric(args["gamma"]) }))],
  // The files' A is −4, as the default of the reverse cross-entropy.
  ["active_passive_nce_rce", rows((args) => losses.activePassive.with(weights(args)))],
  [
    "active_passive_nce_mae",
    rows((args) => losses.activePassive.with({ ...weights(args), passive: "probabilityAbsoluteError" })),
  ],
  ["taylor_cross_entropy", rows((args) => losses.taylorCrossEntropy.with({ terms: numeric(args["n"]) }))],
  ["bootstrap_soft", rows((args) => losses.softBootstrap.with({ labelWeight: numeric(args["beta"]) }))],
  ["bootstrap_hard", rows((args) => losses.hardBootstrap.with({ labelWeight: numeric(args["beta"]) }))],
  ["confidence_penalty", rows((args) => losses.confidencePenalty.with({ strength: numeric(args["beta"]) }))],
  [
    "forward_correction",
    rowsWith(({ transition }) => losses.forwardCorrection.with({ transition: required(transition) })),
  ],
  [
    "backward_correction",
    rowsWith(({ transition }) => losses.backwardCorrection.with({ transition: required(transition) })),
  ],
  ["js_noisy_label", rows((args) => losses.noisyLabelJensenShannon.with({ labelWeight: numeric(args["pi1"]) }))],
  [
    "logit_adjusted_cross_entropy",
    rowsWith(({ prior }, args) =>
      losses.logitAdjustedCrossEntropy.with({ prior: required(prior), strength: numeric(args["tau"]) }),
    ),
  ],
  [
    "ldam",
    rowsWith(({ counts }, args) =>
      losses.labelDistributionAwareMargin.with({
        counts: required(counts),
        maxMargin: numeric(args["max_margin"]),
        scale: numeric(args["scale"]),
      }),
    ),
  ],
  [
    "class_balanced_cross_entropy",
    rowsWith(({ counts }, args) =>
      losses.classBalancedCrossEntropy.with({ counts: required(counts), beta: numeric(args["beta"]) }),
    ),
  ],
  [
    "vector_scaling",
    rowsWith(({ counts }, args) =>
      losses.vectorScaling.with({
        counts: required(counts),
        multiplicativeStrength: numeric(args["gamma"]),
        additiveStrength: numeric(args["tau"]),
      }),
    ),
  ],
  [
    "cross_entropy_z_loss",
    rows((args) => losses.crossEntropyWithZLoss.with({ zLossWeight: numeric(args["lse_square_scale"]) })),
  ],
  ["cross_entropy_softcap", rows((args) => losses.softcappedCrossEntropy.with({ cap: numeric(args["softcap"]) }))],
  ["squentropy", rows(() => losses.squentropy)],
  [
    "logitnorm_cross_entropy",
    rows((args) =>
      losses.logitNormCrossEntropy.with({ temperature: numeric(args["tau"]), epsilon: numeric(args["eps"]) }),
    ),
  ],
  [
    "mixup_cross_entropy",
    rowsWith(({ target2 }, args) =>
      losses.mixupCrossEntropy.with({ otherClasses: required(target2), share: numeric(args["lambda"]) }),
    ),
  ],
  [
    "bi_tempered_logistic",
    rows((args) =>
      losses.biTemperedLogistic.with({
        lossTemperature: numeric(args["t1"]),
        activationTemperature: numeric(args["t2"]),
        labelSmoothing: numeric(args["label_smoothing"]),
      }),
    ),
  ],
];
