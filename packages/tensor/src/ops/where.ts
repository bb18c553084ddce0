import { asOperands, asTensor, type TensorLike } from "../core/create.ts";
import { promote } from "../core/dtype.ts";
import { apply, type Derivative, type Primitive } from "../core/primitive.ts";
import { broadcastShapes } from "../core/shape.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";
import { broadcastTo } from "./broadcastTo.ts";
import { cast } from "./cast.ts";

type NoAttributes = Record<never, never>;

const chosen: Derivative<NoAttributes>["forward"] = (t, _, [condition]) => where(condition as Tensor, t, 0);
const other: Derivative<NoAttributes>["forward"] = (t, _, [condition]) => where(condition as Tensor, 0, t);

const select = (condition: number, a: number, b: number): number => (condition === 0 ? b : a);

const primitive: Primitive<NoAttributes> = {
  name: "where",
  infer: ([, a]) => a as Tensor,
  compute: ([condition, a, b], output) => {
    const mask = elementsOf(condition as Tensor);
    const x = elementsOf(a as Tensor);
    const y = elementsOf(b as Tensor);
    for (let i = 0; i < output.length; i++) output[i] = select(mask[i] as number, x[i] as number, y[i] as number);
  },
  derivatives: [null, { forward: chosen, backward: chosen }, { forward: other, backward: other }],
  scalar: () => select,
};

/**
 * a where a condition holds, else b. The side that is not chosen gets a derivative of exactly 0.
 *
 * @param condition - bool, or numbers of which 0 is false.
 * @param a - a shape that broadcasts with the others.
 * @param b - a shape that broadcasts with the others.
 * @returns the broadcast shape.
 * @throws ShapeError where the shapes do not broadcast.
 * @example
 * where(tensor([true, false]), tensor([1, 2]), 0) // → [1, 0]
 */
export function where(condition: TensorLike, a: TensorLike, b: TensorLike): Tensor {
  const mask = asTensor(condition);
  const [x, y] = asOperands(a, b);
  const dtype = promote(x.dtype, y.dtype);
  const shape = broadcastShapes("where", mask.shape, broadcastShapes("where", x.shape, y.shape));
  const fit = (each: Tensor): Tensor => broadcastTo(each, shape);
  return apply(primitive, [fit(cast(mask, "bool")), fit(cast(x, dtype)), fit(cast(y, dtype))], {});
}
