import { ParameterError, type ParameterSpecification, ShapeError } from "@surprisal/contract";
import { asTensor, sameShape, type Tensor, type TensorLike } from "@surprisal/tensor";

/** A tensor parameter without a default. */
export const required = (domain: string): ParameterSpecification<TensorLike | undefined> => ({
  default: undefined,
  domain,
  tensor: true,
});

/** A tensor parameter that must have been given, in the shape that goes with the number of classes. */
export function requiredTensor(
  unit: string,
  name: string,
  value: TensorLike | undefined,
  shape: readonly number[],
): Tensor {
  if (value === undefined) {
    throw new ParameterError(`${unit}: ${name} is missing, expected a tensor of shape [${shape.join(", ")}]`);
  }
  const given = asTensor(value, "float64");
  if (!sameShape(given.shape, shape)) {
    throw new ShapeError(`${unit}: ${name} has shape [${given.shape.join(", ")}], expected [${shape.join(", ")}]`);
  }
  return given;
}
