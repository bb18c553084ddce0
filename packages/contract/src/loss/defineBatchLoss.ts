import { asTensor, cast, type Tensor, type TensorLike } from "@surprisal/tensor";
import { resolveParameters } from "./parameters.ts";
import type { Parameters, ParameterSpecification } from "./types.ts";

/** A loss of a whole batch, as it is written: for those that compare examples, sort them or leave some out. */
export interface BatchLossDefinition<P extends Parameters> {
  readonly name: string;
  readonly parameters?: { readonly [K in keyof P]: ParameterSpecification<P[K]> };
  /** A tensor without axes. Floats come as they are, plain numbers in the dtype of the prediction. */
  readonly value: (prediction: Tensor, target: Tensor, parameters: P) => Tensor;
}

/** A loss with one value a batch; it is no sum over examples, so that parts of a batch do not add up. */
export interface BatchLoss<P extends Parameters = Parameters> {
  (prediction: TensorLike, target: TensorLike): Tensor;
  /** The same loss with other parameters. Throws ParameterError for a value outside of its domain or an unknown name. */
  with(parameters: Partial<P>): BatchLoss<P>;
  readonly lossName: string;
  readonly parameters: P;
  readonly specification: { readonly [K in keyof P]: ParameterSpecification<P[K]> };
}

/**
 * A loss with one value a batch, from that value; derivatives come from its ops.
 *
 * @param definition - name, parameters with defaults and domains, `value`.
 * @returns the loss: callable, with `.with`.
 * @throws ParameterError for a default outside of its own domain.
 * @example
 * const spread = defineBatchLoss({ name: "spread", value: (x) => sub(max(x), min(x)) })
 * spread([1, 5, 3], []).item() // → 4
 */
export function defineBatchLoss<P extends Parameters = Record<never, never>>(
  definition: BatchLossDefinition<P>,
): BatchLoss<P> {
  // Without a specification P has no keys.
  const specification = definition.parameters ?? ({} as NonNullable<BatchLossDefinition<P>["parameters"]>);
  const create = (parameters: P): BatchLoss<P> => {
    const loss = (prediction: TensorLike, target: TensorLike): Tensor => {
      const given = asTensor(prediction);
      const x = given.dtype === "float32" || given.dtype === "float64" ? given : cast(given, "float32");
      return definition.value(x, asTensor(target, x.dtype), parameters);
    };
    const parts = {
      with: (changes: Partial<P>): BatchLoss<P> =>
        create(resolveParameters(definition.name, specification, { ...parameters, ...changes })),
      lossName: definition.name,
      parameters,
      specification,
    };
    return Object.defineProperty(Object.assign(loss, parts), "name", { value: definition.name });
  };
  return create(resolveParameters(definition.name, specification, {}));
}
