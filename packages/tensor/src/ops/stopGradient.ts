import { asTensor, type TensorLike } from "../core/create.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";

const primitive: Primitive<Record<never, never>> = {
  name: "stopGradient",
  infer: ([x]) => x as Tensor,
  compute: ([x], output) => output.set(elementsOf(x as Tensor)),
  derivatives: [null],
};

/**
 * The same numbers, held constant by every derivative.
 *
 * @param x - any shape.
 * @returns the shape of x.
 * @example
 * grad((x: Tensor) => mul(x, stopGradient(x)))(tensor(3)).item() // → 3
 */
export function stopGradient(x: TensorLike): Tensor {
  return apply(primitive, [asTensor(x)], {});
}
