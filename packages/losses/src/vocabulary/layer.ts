import { checkElements, ClassError, ShapeError } from "@surprisal/contract";
import { asTensor, cast, matmul, transpose, type Tensor, type TensorLike } from "@surprisal/tensor";

/** x Wᵀ, with what does not fit refused in the terms of the caller. */
export function logitsOf(unit: string, features: Tensor, weight: Tensor, name = "weight"): Tensor {
  const width = features.shape.at(-1) ?? 0;
  if (features.shape.length < 2 || weight.shape.length !== 2 || weight.shape[1] !== width) {
    throw new ShapeError(
      `${unit}: features have shape [${features.shape.join(", ")}] and ${name} [${weight.shape.join(", ")}], expected [… D] and [rows, D]`,
    );
  }
  return matmul(features, transpose(weight));
}

/** Classes as int32 `[N]`, one a row of features `[N, D]`. */
export function classesOf(unit: string, classes: TensorLike, features: Tensor, count: number): Tensor {
  const given = asTensor(classes, "float32", `${unit}: target`);
  if (features.shape.length !== 2 || given.shape.length !== 1 || given.shape[0] !== features.shape[0]) {
    throw new ShapeError(
      `${unit}: features have shape [${features.shape.join(", ")}] and target [${given.shape.join(", ")}], expected [N, D] and [N]`,
    );
  }
  const isClass = (k: number): boolean => Number.isInteger(k) && k >= 0 && k < count;
  checkElements(unit, "target", given, isClass, `0..${count - 1}`, ClassError);
  return cast(given, "int32");
}
