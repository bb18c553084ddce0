import { asTensor, mean, reshape, take, type Tensor, type TensorLike } from "@surprisal/tensor";
import { resolveParameters } from "./parameters.ts";
import { floats, readInput, type Input } from "./readInput.ts";
import type { Parameters, ParameterSpecification, PredictionKind, TargetKind } from "./types.ts";

/** A loss of a whole batch, as it is written: for those that compare examples, sort them or leave some out. */
export interface BatchLossDefinition<P extends Parameters> {
  readonly name: string;
  /** What the prediction is, where `target` is given. Default "real". */
  readonly prediction?: PredictionKind;
  /** Where it is given, the target is read and checked as that of a loss of examples, and examples of class −100 are left out; otherwise
   * `value` does so. */
  readonly target?: TargetKind | readonly TargetKind[];
  /** How many classes a row of that many predictions tells apart, where there are not as many. */
  readonly classCount?: (width: number) => number;
  readonly parameters?: { readonly [K in keyof P]: ParameterSpecification<P[K]> };
  /** A tensor without axes, or one value an anchor, of which the loss is the mean. Plain numbers come in the dtype of the prediction. */
  readonly value: (prediction: Tensor, target: Tensor, parameters: P) => Tensor;
}

/** A loss with one value a batch; it is no sum over examples, so that parts of a batch do not add up. */
export interface BatchLoss<P extends Parameters = Parameters> {
  (prediction: TensorLike, target: TensorLike): Tensor;
  /** The values of which the loss is the mean: one an anchor (example, sequence …); without axes where there is but the loss itself. */
  each(prediction: TensorLike, target: TensorLike): Tensor;
  /** The same loss with other parameters. Throws ParameterError for a value outside of its domain or an unknown name. */
  with(parameters: Partial<P>): BatchLoss<P>;
  readonly lossName: string;
  readonly parameters: P;
  readonly specification: { readonly [K in keyof P]: ParameterSpecification<P[K]> };
}

/**
 * A loss with one value a batch, from that value (or the values of which it is the mean); derivatives come from its ops.
 *
 * @param definition - name, parameters with defaults and domains, `value`; kinds of prediction and target, if they are to be checked.
 * @returns the loss: callable, with `.each` and `.with`.
 * @throws ParameterError for a default outside of its own domain.
 * @example
 * const spread = defineBatchLoss({ name: "spread", value: (x) => sub(max(x), min(x)) })
 * spread([1, 5, 3], []).item() // → 4
 */
export function defineBatchLoss<P extends Parameters = Record<never, never>>(
  definition: BatchLossDefinition<P>,
): BatchLoss<P> {
  const { name, prediction: kind = "real", target: kinds, classCount } = definition;
  // Without a specification P has no keys.
  const specification = definition.parameters ?? ({} as NonNullable<BatchLossDefinition<P>["parameters"]>);
  const create = (parameters: P): BatchLoss<P> => {
    const each = (prediction: TensorLike, target: TensorLike): Tensor => {
      if (kinds !== undefined) {
        const own = { name, prediction: kind, target: kinds, ...(classCount && { classCount }) };
        const input = keepCounted(readInput(own, prediction, target, {}));
        return definition.value(input.prediction, input.target, parameters);
      }
      const x = floats(asTensor(prediction));
      return definition.value(x, asTensor(target, x.dtype), parameters);
    };
    const loss = (prediction: TensorLike, target: TensorLike): Tensor => {
      const values = each(prediction, target);
      return values.shape.length === 0 ? values : mean(values);
    };
    const parts = {
      each,
      with: (changes: Partial<P>): BatchLoss<P> =>
        create(resolveParameters(name, specification, { ...parameters, ...changes })),
      lossName: name,
      parameters,
      specification,
    };
    return Object.defineProperty(Object.assign(loss, parts), "name", { value: name });
  };
  return create(resolveParameters(name, specification, {}));
}

/** Leaves out the rows whose class is the ignored one. */
function keepCounted(input: Input): Pick<Input, "prediction" | "target"> {
  const { ignoreIndex, kind, prediction, target } = input;
  if (kind !== "classes" || !target.data.includes(ignoreIndex)) return input;
  const places = Int32Array.from(target.data.keys()).filter((i) => target.data[i] !== ignoreIndex);
  return {
    prediction: take(reshape(prediction, [-1, prediction.shape.at(-1) ?? 1]), places),
    target: take(reshape(target, [-1]), places),
  };
}
