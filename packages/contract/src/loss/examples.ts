import { mul, reshape, where, type Tensor, type TensorLike } from "@surprisal/tensor";
import { isRowwise, readInput, type Input } from "./readInput.ts";
import type { LossDefinition, LossOptions, Parameters, ValueContext } from "./types.ts";
import { weighExamples } from "./weighExamples.ts";

/** One value an example, weighted, with the weights it was multiplied by (undefined: all 1). */
export interface Examples {
  readonly values: Tensor;
  readonly weights: Tensor | undefined;
  /** Examples are there, but the weights of all are 0. */
  readonly weightless: boolean;
}

/** Evaluates a loss example by example: what counts, with which weight, is decided here for all losses. */
export function evaluate<P extends Parameters>(
  definition: LossDefinition<P>,
  prediction: TensorLike,
  target: TensorLike,
  parameters: P,
  options: LossOptions,
): Examples {
  const input = readInput(definition, prediction, target, options);
  const { classWeights, keep, ...weighted } = weighExamples(
    definition.name,
    input,
    options,
    definition.weighsClasses ?? false,
  );
  const context: ValueContext = {
    target: input.kind,
    ...(definition.weighsClasses && classWeights && { classWeights }),
  };
  const kept = keep === undefined ? input : dropExamples(input, keep);
  const raw = definition.value(kept.prediction, kept.target, parameters, context);
  const values = weighted.factor === undefined ? raw : mul(raw, weighted.factor);
  return {
    values: keep === undefined ? values : where(keep, values, 0),
    weights: weighted.weights,
    weightless: weighted.weightless,
  };
}

/** Puts 0 in the place of what does not count, so that whatever stands there (NaN, ∞) reaches neither value nor gradient. */
function dropExamples(input: Input, keep: Tensor): Input {
  const rowwise = isRowwise(input.kind);
  const mask = rowwise ? reshape(keep, [...keep.shape, 1]) : keep;
  return {
    ...input,
    prediction: where(mask, input.prediction, 0),
    target: where(input.kind === "classes" ? keep : mask, input.target, 0),
  };
}
