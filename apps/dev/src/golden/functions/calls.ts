import type { Loss, LossOptions } from "@surprisal/contract";
import { div, type Tensor } from "@surprisal/tensor";
import type { Arguments, Inputs } from "../cases.ts";
import { FormRun } from "../form.ts";

/** What one of the files' names is here. */
export type GoldenFunction = (inputs: Inputs, args: Arguments) => Tensor;

/** The loss in the form that is asked for. */
function inForm(loss: Loss, inputs: Inputs, { form }: Arguments): Loss {
  if (!(form instanceof FormRun)) return loss;
  return form.of(loss, prediction(inputs), target(inputs), inputs["weight"] !== undefined);
}

/** The prediction goes by several names in the files. */
export const prediction = (inputs: Inputs): Tensor =>
  required(inputs["input"] ?? inputs["logits"] ?? inputs["logit"] ?? inputs["x"]);
export const target = (inputs: Inputs): Tensor => required(inputs["target"]);

export function required(input: Tensor | undefined): Tensor {
  if (input === undefined) throw new TypeError("golden: a case lacks an input");
  return input;
}

/** A loss over rows: the files have the classes on axis 1, and divide a mean as PyTorch does. */
export const rows =
  (choose: (args: Arguments) => Loss): GoldenFunction =>
  (inputs, args) => {
    const logits = prediction(inputs);
    const options: LossOptions = {
      axis: logits.shape.length > 1 ? 1 : 0,
      ...(inputs["weight"] && { classWeights: inputs["weight"] }),
      ...(typeof args["ignore_index"] === "number" && { ignoreIndex: args["ignore_index"] }),
    };
    return reduce(inForm(choose(args), inputs, args), inputs, options, args);
  };

/** A loss over elements; the mean of PyTorch divides by their number, weighted or not. */
export const elements =
  (choose: (args: Arguments, inputs: Inputs) => Loss): GoldenFunction =>
  (inputs, args) => {
    const loss = inForm(choose(args, inputs), inputs, args);
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

export const op =
  (f: (x: Tensor, options: { axis?: number }) => Tensor): GoldenFunction =>
  (inputs, args) =>
    f(prediction(inputs), typeof args["axis"] === "number" ? { axis: args["axis"] } : {});

export const numeric = (value: unknown): number => Number(value);
