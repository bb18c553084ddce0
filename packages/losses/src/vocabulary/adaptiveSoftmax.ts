import { ShapeError } from "@surprisal/contract";
import {
  add,
  asTensor,
  broadcastTo,
  logSoftmax,
  neg,
  pick,
  reshape,
  scatterAdd,
  take,
  tensor,
  type Tensor,
  type TensorLike,
} from "@surprisal/tensor";
import { classesOf, logitsOf } from "./layer.ts";

/** The layers of an adaptive softmax: frequent classes and one place for each tail in the head, rare classes in tails of less width. */
export interface AdaptiveSoftmaxWeights {
  /** `[frequent classes + tails, D]`. */
  readonly head: TensorLike;
  /** `[frequent classes + tails]`. */
  readonly headBias?: TensorLike;
  /** For each tail a projection `[d, D]` and the weight `[its classes, d]`; classes are numbered on from tail to tail. */
  readonly tails: readonly { readonly projection: TensorLike; readonly weight: TensorLike }[];
}

/**
 * Adaptive softmax: cross-entropy over many classes, of which the rare ones are looked at only where they are the target.
 *
 * @param features - `[N, D]`, real.
 * @param weights - `head`, `headBias`, `tails`.
 * @param classes - `[N]`, int32, the frequent ones first.
 * @returns `[N]`, in [0, ∞], nats: the surprisal of the head's choice and, for a rare class, of the class within its tail.
 * @throws ShapeError where the shapes do not fit; ClassError naming position, value and number of classes.
 * @example
 * const tails = [{ projection: [[1, 1]], weight: [[1], [-1]] }]
 * adaptiveSoftmax([[1, 0], [0, 1]], { head: [[1, 0], [0, 1]], tails }, [0, 2]) // → [0.3132617, 2.440190]
 * @see Grave et al., "Efficient Softmax Approximation for GPUs", ICML 2017.
 */
export function adaptiveSoftmax(features: TensorLike, weights: AdaptiveSoftmaxWeights, classes: TensorLike): Tensor {
  const x = asTensor(features, "float32", "adaptiveSoftmax: features");
  const head = asTensor(weights.head, x.dtype, "adaptiveSoftmax: head");
  const tails = weights.tails.map(({ projection, weight }) => ({
    projection: asTensor(projection, x.dtype),
    weight: asTensor(weight, x.dtype),
  }));
  const frequent = (head.shape[0] ?? 0) - tails.length;
  if (frequent < 0) {
    throw new ShapeError(
      `adaptiveSoftmax: head has ${head.shape[0]} rows, expected one for each of ${tails.length} tails`,
    );
  }
  const sizes = tails.map(({ weight }) => weight.shape[0] ?? 0);
  const y = classesOf("adaptiveSoftmax", classes, x, frequent + sizes.reduce((sum, size) => sum + size, 0));
  const scores = logitsOf("adaptiveSoftmax", x, head, "head");
  const chosen = Int32Array.from(y.data);
  let first = frequent;
  const parts: Tensor[] = [];
  for (const [i, { projection, weight }] of tails.entries()) {
    const size = sizes[i] ?? 0;
    const rows = Int32Array.from(y.data.keys()).filter((row) => {
      const k = y.data[row] as number;
      return k >= first && k < first + size;
    });
    for (const row of rows) chosen[row] = frequent + i;
    if (rows.length > 0) {
      const hidden = logitsOf("adaptiveSoftmax", take(x, rows), projection, `tails[${i}].projection`);
      const l = logSoftmax(logitsOf("adaptiveSoftmax", hidden, weight, `tails[${i}].weight`));
      const within = pick(l, tensor(rows.map((row) => (y.data[row] as number) - first)));
      // Back to the rows they came from.
      const places = tensor(rows, { shape: [1, rows.length] });
      parts.push(reshape(scatterAdd(reshape(within, [1, -1]), places, y.data.length), [-1]));
    }
    first += size;
  }
  const bias = weights.headBias === undefined ? undefined : asTensor(weights.headBias, x.dtype);
  const l = logSoftmax(bias ? add(scores, broadcastTo(bias, scores.shape, "adaptiveSoftmax: headBias")) : scores);
  return neg(parts.reduce((sum, part) => add(sum, part), pick(l, tensor(chosen))));
}
