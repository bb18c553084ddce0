import { rowTex } from "@surprisal/tensor/compile";
import type { Loss, Parameters, PredictionKind, TargetKind } from "../loss/types.ts";
import { checkArguments, kindFor } from "./checkArguments.ts";
import { nameParameters } from "./nameParameters.ts";
import { tracedLoss } from "./tracedLoss.ts";

export interface ToTexOptions {
  /** Which of the loss's kinds of target it takes. Default: the first. */
  readonly target?: TargetKind;
  /** How many classes a row has, for a loss whose formula depends on it. Default: any number, C. */
  readonly classCount?: number;
  /** Whether numbers among the parameters are written by their names, where the formula is the same for all of them. Default false. */
  readonly named?: boolean;
}

const predictionNames: Readonly<Record<PredictionKind, string>> = {
  logits: "z",
  logProbabilities: "\\ell",
  probabilities: "p",
  real: "\\hat{y}",
};

/**
 * A loss of one example as a formula in TeX, its parameters written in or by their names.
 *
 * Logits are z and their softmax p; other predictions are log-probabilities ℓ, probabilities p, scores against signs s, or numbers ŷ.
 * The target is y, a distribution q. The log-softmax at the class is log p_y.
 *
 * @param loss - any loss of `defineLoss`.
 * @param options - `target`, `classCount`, `named`.
 * @returns the formula, without delimiters.
 * @throws ParameterError for what is no loss of single examples, a target that it does not take, and for options;
 * CompileError for a loss that looks at numbers, whose formula depends on classCount where none is given, or would fill a page.
 * @example
 * const squared = defineLoss({ name: "squared", prediction: "real", target: "real", value: (x, y) => square(sub(x, y)) })
 * toTex(squared) // → "(\\hat{y} - y)^2"
 */
export function toTex<P extends Parameters>(loss: Loss<P>, options: ToTexOptions = {}): string {
  checkArguments("toTex", loss, options, ["target", "classCount", "named"]);
  const kind = kindFor("toTex", loss, options.target);
  const { constants, named } = options.named === true ? nameParameters(loss) : { constants: {}, named: loss };
  const { inputs, value } = tracedLoss(named, kind);
  return rowTex(value, inputs, {
    parameters: [kind === "sign" ? "s" : predictionNames[loss.prediction], kind === "distribution" ? "q" : "y"],
    ...(options.classCount !== undefined && { width: options.classCount }),
    constants,
  });
}
