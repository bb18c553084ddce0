import { isFloat } from "../core/dtype.ts";
import { full } from "../core/create.ts";
import { DTypeError, ShapeError } from "../core/errors.ts";
import { withLevel } from "../core/primitive.ts";
import { showShape, sizeOf } from "../core/shape.ts";
import { wrap, type Tensor } from "../core/tensor.ts";
import { Tape } from "./tape.ts";
import { mapLeaves } from "./trees.ts";

/**
 * A function that returns the value of `f` and its gradient with respect to the first argument, in one pass (reverse mode).
 *
 * @param f - from weights (a tensor, or tensors in plain nested objects and arrays) and further arguments to a tensor of one element.
 * @returns a function of the same arguments; `gradient` has the structure, shapes and dtypes of the weights.
 * @throws ShapeError where f returns more than one element; DTypeError where a weight is no float.
 * @example
 * const { value, gradient } = valueAndGrad((w: Tensor) => sum(square(w)))(tensor([1, 2]))
 * value.item() // → 5
 * gradient // → [2, 4]
 */
export function valueAndGrad<W, Rest extends unknown[]>(
  f: (weights: W, ...rest: Rest) => Tensor,
): (weights: W, ...rest: Rest) => { value: Tensor; gradient: W } {
  return (weights, ...rest) =>
    withLevel((level) => {
      const tape = new Tape(level);
      const watched = mapLeaves((leaf) => {
        if (!isFloat(leaf.dtype)) throw new DTypeError(`grad: weights hold ${leaf.dtype}, expected float32 or float64`);
        return tape.watch(leaf);
      }, weights);
      const output = f(watched, ...rest);
      if (sizeOf(output.shape) !== 1) {
        throw new ShapeError(`grad: f returned shape ${showShape(output.shape)}, expected one element`);
      }
      const gradients = tape.pullback(output, full(output.shape, 1, { dtype: output.dtype }));
      return {
        value: tape.primalOf(output),
        gradient: mapLeaves((source) => gradients.get(source) ?? wrap(source.shape, source.dtype), watched),
      };
    });
}
