import type { Tensor } from "../core/tensor.ts";
import { valueAndGrad } from "./valueAndGrad.ts";

/**
 * The gradient of a function of one or more tensors with one element as its result. Gradients of gradients work.
 *
 * @param f - from weights (a tensor, or tensors in plain nested objects and arrays) and further arguments to a tensor of one element.
 * @returns a function of the same arguments that returns the gradient with respect to the first, in the structure of the weights.
 * @throws ShapeError where f returns more than one element; DTypeError where a weight is no float.
 * @example
 * const cube = (x: Tensor) => mul(x, square(x))
 * grad(cube)(tensor(2)).item() // → 12
 * grad(grad(cube))(tensor(2)).item() // → 12
 */
export function grad<W, Rest extends unknown[]>(
  f: (weights: W, ...rest: Rest) => Tensor,
): (weights: W, ...rest: Rest) => W {
  const both = valueAndGrad(f);
  return (weights, ...rest) => both(weights, ...rest).gradient;
}
