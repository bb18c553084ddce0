import { checkElements, ShapeError } from "@surprisal/contract";
import { asTensor, cast, mul, reshape, sub, sum, take, type Tensor, type TensorLike } from "@surprisal/tensor";
import { classesOf, logitsOf } from "./layer.ts";

/** Classes drawn to stand for all others, and how they were drawn. */
export interface Samples {
  /** `[S]`, int32. */
  readonly classes: TensorLike;
  /** `[S]`: the logarithms of the probabilities with which each is drawn. */
  readonly logProbabilities: TensorLike;
  /** `[N]`: those of the targets. */
  readonly targetLogProbabilities: TensorLike;
}

export interface Sampled {
  readonly target: Tensor;
  readonly classes: Tensor;
  /** `[N]` and `[N, S]`: logits minus log-probabilities of being drawn. */
  readonly own: Tensor;
  readonly others: Tensor;
}

/** The corrected logits of targets and samples. */
export function sampledLogits(
  unit: string,
  features: TensorLike,
  weight: TensorLike,
  target: TensorLike,
  samples: Samples,
): Sampled {
  const x = asTensor(features, "float32", `${unit}: features`);
  const rows = asTensor(weight, x.dtype, `${unit}: weight`);
  const y = classesOf(unit, target, x, rows.shape[0] ?? 0);
  const drawn = asTensor(samples.classes, "float32", `${unit}: samples.classes`);
  const isClass = (k: number): boolean => Number.isInteger(k) && k >= 0 && k < (rows.shape[0] ?? 0);
  checkElements(unit, "samples.classes", drawn, isClass, `0..${(rows.shape[0] ?? 0) - 1}`);
  const classes = cast(drawn, "int32");
  const logs = asTensor(samples.logProbabilities, x.dtype);
  const targetLogs = asTensor(samples.targetLogProbabilities, x.dtype);
  if (classes.shape.length !== 1 || logs.shape.join() !== classes.shape.join()) {
    throw new ShapeError(
      `${unit}: samples have classes of shape [${classes.shape.join(", ")}] and logProbabilities of [${logs.shape.join(", ")}], expected [S] of both`,
    );
  }
  if (targetLogs.shape.join() !== y.shape.join()) {
    throw new ShapeError(
      `${unit}: targetLogProbabilities have shape [${targetLogs.shape.join(", ")}], expected [${y.shape.join(", ")}]`,
    );
  }
  const others = logitsOf(unit, x, take(rows, classes));
  return {
    target: y,
    classes,
    own: sub(sum(mul(x, take(rows, y)), { axis: -1 }), targetLogs),
    others: sub(others, reshape(logs, [1, -1])),
  };
}
