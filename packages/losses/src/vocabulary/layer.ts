import { ClassError, ShapeError } from "@surprisal/contract";
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
  const given = cast(asTensor(classes), "int32");
  if (features.shape.length !== 2 || given.shape.length !== 1 || given.shape[0] !== features.shape[0]) {
    throw new ShapeError(
      `${unit}: features have shape [${features.shape.join(", ")}] and target [${given.shape.join(", ")}], expected [N, D] and [N]`,
    );
  }
  for (const [i, k] of given.data.entries()) {
    if (k < 0 || k >= count) throw new ClassError(`${unit}: target[${i}] is ${k}, expected 0..${count - 1}`);
  }
  return given;
}
