import { cast, div, full, mul, sizeOf, sum, type Tensor, type TensorLike } from "@surprisal/tensor";
import { evaluate, type Examples } from "./examples.ts";
import { resolveParameters } from "./parameters.ts";
import type {
  Loss,
  LossDefinition,
  LossOptions,
  LossTotal,
  Parameters,
  ReductionLossOptions,
  ValueContext,
} from "./types.ts";

/**
 * A loss from its value per example: reductions, weights, ignored targets and the class axis come from here, derivatives from its ops.
 *
 * @param definition - name, kinds of prediction and target, parameters with defaults and domains, `value` and traits.
 * @returns the loss: callable, with `.with`, `.mean`, `.sum` and `.total`.
 * @throws ParameterError for a default outside of its own domain.
 * @example
 * const absoluteError = defineLoss({ name: "absoluteError", prediction: "real", target: "real", value: (x, y) => abs(sub(x, y)) })
 * absoluteError.mean([1, 2], [0, 4]).item() // → 1.5
 */
export function defineLoss<P extends Parameters = Record<never, never>>(definition: LossDefinition<P>): Loss<P> {
  // Without a specification P has no keys.
  const specification = definition.parameters ?? ({} as NonNullable<LossDefinition<P>["parameters"]>);
  const kinds = typeof definition.target === "string" ? [definition.target] : definition.target;

  const create = (parameters: P): Loss<P> => {
    const each = (prediction: TensorLike, target: TensorLike, options: LossOptions = {}): Examples =>
      evaluate(definition, prediction, target, parameters, options);
    const total = (prediction: TensorLike, target: TensorLike, options?: LossOptions): LossTotal =>
      addUp(each(prediction, target, options));
    const mean = (prediction: TensorLike, target: TensorLike, options: ReductionLossOptions = {}): Tensor => {
      const examples = each(prediction, target, options);
      const { sum: numerator, normalizer } = addUp(examples);
      if (options.whenEmpty !== undefined && normalizer.item() === 0) {
        return full([], options.whenEmpty, { dtype: numerator.dtype });
      }
      // PyTorch's answer to a mean over examples of which none has a weight: no number, and no gradient either.
      if (examples.weightless) return mul(Number.NaN, sum(prediction));
      return cast(div(numerator, normalizer), numerator.dtype);
    };
    const loss = (prediction: TensorLike, target: TensorLike, options?: LossOptions): Tensor =>
      each(prediction, target, options).values;
    const parts = {
      mean,
      sum: (prediction: TensorLike, target: TensorLike, options?: LossOptions): Tensor =>
        sum(loss(prediction, target, options)),
      total,
      with: (changes: Partial<P>): Loss<P> =>
        create(resolveParameters(definition.name, specification, { ...parameters, ...changes })),
      lossName: definition.name,
      prediction: definition.prediction,
      target: kinds,
      parameters,
      specification,
      traits: definition.traits?.(parameters) ?? {},
      value: (prediction: Tensor, target: Tensor, context: ValueContext): Tensor =>
        definition.value(prediction, target, parameters, context),
      weighsClasses: definition.weighsClasses ?? false,
      classCount: definition.classCount ?? ((width: number): number => width),
    };
    return Object.defineProperty(Object.assign(loss, parts), "name", { value: definition.name });
  };
  return create(resolveParameters(definition.name, specification, {}));
}

function addUp({ values, weights }: Examples): LossTotal {
  const normalizer = weights ? sum(cast(weights, "float64")) : full([], sizeOf(values.shape), { dtype: "float64" });
  return { sum: sum(values), normalizer };
}
