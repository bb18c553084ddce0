import { mul, sum, type Tensor, type TensorLike } from "@surprisal/tensor";
import { evaluate, type Examples } from "./examples.ts";
import { resolveParameters } from "./parameters.ts";
import { addUp, meanOf } from "./reduce.ts";
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

  const create = (parameters: P): Loss<P> => {
    const each = (prediction: TensorLike, target: TensorLike, options: LossOptions = {}): Examples =>
      evaluate(definition, prediction, target, parameters, options);
    const total = (prediction: TensorLike, target: TensorLike, options?: LossOptions): LossTotal =>
      addUp(each(prediction, target, options));
    const mean = (prediction: TensorLike, target: TensorLike, options: ReductionLossOptions = {}): Tensor => {
      const examples = each(prediction, target, options);
      // PyTorch's answer to a mean over examples of which none has a weight: no number, and no gradient either.
      const whole = addUp(examples);
      const isNothing = examples.weightless && whole.sum.item() === 0;
      return isNothing && options.whenEmpty === undefined
        ? mul(Number.NaN, sum(prediction))
        : meanOf(whole, options.whenEmpty);
    };
    const loss = (prediction: TensorLike, target: TensorLike, options?: LossOptions): Tensor =>
      each(prediction, target, options).values;
    const parts = {
      mean,
      sum: (prediction: TensorLike, target: TensorLike, options?: LossOptions): Tensor =>
        sum(loss(prediction, target, options)),
      total,
      with: (changes: Partial<P>): Loss<P> =>
        create(resolveParameters(definition.name, specification, changes, parameters)),
      lossName: definition.name,
      prediction: definition.prediction,
      target: [definition.target].flat(),
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
