import { asTensor, mul0, ParameterError, type Tensor, type TensorLike, toFloat } from "@surprisal/tensor";
import type { BatchLoss, BatchLossDefinition, BatchValues } from "./batchTypes.ts";
import { keepCounted } from "./keepCounted.ts";
import { resolveParameters } from "./parameters.ts";
import { checkOptions, readInput, type Input } from "./readInput.ts";
import { addUp, meanOf } from "./reduce.ts";
import type { LossOptions, LossTotal, Parameters, ReductionLossOptions } from "./types.ts";
import { weighExamples } from "./weighExamples.ts";

/**
 * A loss with one value a batch, from that value (or the values of which it is the mean); derivatives come from its ops.
 *
 * @param definition - name, parameters with defaults and domains, `value`; kinds of prediction and target, if they are to be checked.
 * @returns the loss: callable, with `.each`, `.total` and `.with`.
 * @throws ParameterError for a default outside of its own domain.
 * @example
 * const spread = defineBatchLoss({ name: "spread", value: (x) => sub(max(x), min(x)) })
 * spread([1, 5, 3], []).item() // → 4
 */
export function defineBatchLoss<P extends Parameters = Record<never, never>>(
  definition: BatchLossDefinition<P>,
): BatchLoss<P> {
  const { name } = definition;
  // Without a specification P has no keys.
  const specification = definition.parameters ?? ({} as NonNullable<BatchLossDefinition<P>["parameters"]>);
  const create = (parameters: P): BatchLoss<P> => {
    const evaluate = (prediction: TensorLike, target: TensorLike, options: LossOptions = {}): BatchValues => {
      const input = readBatch(definition, prediction, target, options);
      const { keep, factor } = weighExamples(name, input, options, false);
      const kept = keepCounted(input, keep, factor);
      const result = definition.value(kept.prediction, kept.target, parameters, kept);
      const { values, weights } = "values" in result ? result : { values: result, weights: kept.weights };
      return { values: weights ? mul0(weights, values) : values, weights };
    };
    const total = (prediction: TensorLike, target: TensorLike, options?: LossOptions): LossTotal =>
      addUp(evaluate(prediction, target, options));
    const loss = (prediction: TensorLike, target: TensorLike, options?: ReductionLossOptions): Tensor =>
      meanOf(total(prediction, target, options), options?.whenEmpty);
    const parts = {
      each: (prediction: TensorLike, target: TensorLike, options?: LossOptions): Tensor =>
        evaluate(prediction, target, options).values,
      total,
      with: (changes: Partial<P>): BatchLoss<P> => create(resolveParameters(name, specification, changes, parameters)),
      lossName: name,
      parameters,
      specification,
      weighsExamples: definition.weighsExamples ?? false,
    };
    return Object.defineProperty(Object.assign(loss, parts), "name", { value: name });
  };
  return create(resolveParameters(name, specification, {}));
}

/** Reads a call; a loss that declares no target looks at it itself, and its examples are on the first axis. */
function readBatch<P extends Parameters>(
  { name, prediction: kind = "real", target: kinds, classCount, weighsExamples }: BatchLossDefinition<P>,
  prediction: TensorLike,
  target: TensorLike,
  options: LossOptions,
): Input {
  for (const option of ["sampleWeights", "classWeights"] as const) {
    if (options[option] !== undefined && !weighsExamples)
      throw new ParameterError(`${name}: ${option} are given, expected none: its values are not those of examples`);
  }
  if (kinds !== undefined)
    return readInput(
      { name, prediction: kind, target: kinds, ...(classCount && { classCount }) },
      prediction,
      target,
      options,
    );
  checkOptions(name, options);
  const given = toFloat(asTensor(prediction, "float32", `${name}: prediction`));
  const goal = asTensor(target, given.dtype, `${name}: target`);
  return { kind: "row", prediction: given, target: goal, shape: given.shape.slice(0, 1), ignored: [], classCount: 0 };
}
