import { rowSource } from "@surprisal/tensor/compile";
import { isRowwise } from "../loss/readInput.ts";
import type { Loss, Parameters, TargetKind } from "../loss/types.ts";
import { checkArguments, kindFor } from "./checkArguments.ts";
import { tracedLoss } from "./tracedLoss.ts";

export interface ToSourceOptions {
  /** Whether the function returns the gradient by the prediction as well. Default false. */
  readonly derivative?: boolean;
  /** Which of the loss's kinds of target it takes. Default: the first. */
  readonly target?: TargetKind;
  /** How many classes a row has, for a loss that depends on it. Default: any number. */
  readonly classCount?: number;
  /** Where the loss comes from: it stands above the function. A loss's own is in its documentation, `@see`. */
  readonly citation?: string;
}

const predictionNames = {
  logits: "logits",
  logProbabilities: "logProbabilities",
  probabilities: "probabilities",
  real: "prediction",
} as const;

/**
 * A loss of one example as one TypeScript function that needs no package: stable as the loss itself, its parameters written in.
 *
 * @param loss - any loss of `defineLoss`.
 * @param options - `derivative`, `target`, `classCount`, `citation`.
 * @returns the text of one exported function.
 * @throws ParameterError for what is no loss of single examples, a target that it does not take, and for options;
 * CompileError for a loss that is no row program or depends on classCount where none is given.
 * @example
 * const squared = defineLoss({ name: "squared", prediction: "real", target: "real", value: (x, y) => square(sub(x, y)) })
 * toSource(squared).split("\n")[1] // → "export function squared(prediction: number, target: number): number {"
 */
export function toSource<P extends Parameters>(loss: Loss<P>, options: ToSourceOptions = {}): string {
  checkArguments("toSource", loss, options, ["derivative", "target", "classCount", "citation"]);
  const kind = kindFor("toSource", loss, options.target);
  const rowwise = isRowwise(kind);
  const { inputs, value } = tracedLoss(loss, kind);
  const text = rowSource(value, inputs, {
    name: loss.lossName,
    parameters: [
      rowwise ? predictionNames[loss.prediction] : predictionNames[loss.prediction].replace(/s$/, ""),
      "target",
    ],
    ...(options.derivative !== undefined && { derivative: options.derivative }),
    ...(options.classCount !== undefined && { width: options.classCount }),
  });
  const parameters = Object.keys(loss.parameters).length > 0 ? `, ${JSON.stringify(loss.parameters)}` : "";
  const about = `${loss.lossName}${parameters}: printed from Surprisal, MIT licence. Nothing is checked.`;
  const { citation } = options;
  if (citation === undefined) return `/** ${about} */\n${text}`;
  return `/**\n${[about, ...citation.split("\n")].map((line) => ` * ${line.replaceAll("*/", "* /")}\n`).join("")} */\n${text}`;
}
