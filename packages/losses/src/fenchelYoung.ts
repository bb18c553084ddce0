import {
  apply,
  mul0,
  neg,
  reshape,
  sum,
  sumOthers,
  where,
  type Primitive,
  type Tensor,
  type TypedArray,
} from "@surprisal/tensor";
import { isTarget } from "./isTarget.ts";

/** The loss of one row: its probabilities, its logits, its class. */
export type RowValue = (probabilities: TypedArray, logits: TypedArray, own: number) => number;

/**
 * The Fenchel–Young loss of a sparse softmax against classes, as an op whose gradient is p − e_y, also where p_y is 0.
 *
 * @see Blondel, Martins & Niculae, "Learning with Fenchel–Young Losses", Journal of Machine Learning Research 21 (2020).
 */
export function fenchelYoung(
  name: string,
  predict: (logits: Tensor) => Tensor,
  value: RowValue,
): (logits: Tensor, classes: Tensor) => Tensor {
  const primitive: Primitive<Record<never, never>> = {
    name,
    infer: ([logits, classes]) => ({ shape: (classes as Tensor).shape, dtype: (logits as Tensor).dtype }),
    compute: ([logits, classes], output) => {
      const { data, shape } = logits as Tensor;
      const length = shape.at(-1) ?? 0;
      const p = predict(logits as Tensor).data;
      for (let row = 0; row < output.length; row++) {
        const [from, to] = [row * length, (row + 1) * length];
        output[row] = value(p.subarray(from, to), data.subarray(from, to), (classes as Tensor).data[row] as number);
      }
    },
    derivatives: [
      {
        forward: (t, _, [logits, classes]) =>
          sum(mul0(residual(predict(logits as Tensor), classes as Tensor), t), { axis: -1 }),
        backward: (t, _, [logits, classes]) =>
          mul0(residual(predict(logits as Tensor), classes as Tensor), reshape(t, [...t.shape, 1])),
      },
      null,
    ],
  };
  return (logits, classes) => apply(primitive, [logits, classes], {});
}

/** p − e_y, of which p_y − 1 is minus the sum of the others. */
const residual = (p: Tensor, classes: Tensor): Tensor =>
  where(isTarget(classes, p.shape.at(-1) ?? 0), neg(sumOthers(p)), p);
