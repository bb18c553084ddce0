import { sizeOf, tensor, type DType, type Shape, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";

/** A tensor that fast-check prints by shape, dtype and values when it is part of a counterexample. */
export function printable(x: Tensor): Tensor {
  const show = (): string => `${x.dtype} ${JSON.stringify(x.shape)} [${Array.from(x.data).join(", ")}]`;
  Object.defineProperty(x, fc.toStringMethod, { value: show, configurable: true });
  return x;
}

/**
 * Tensors of one shape, element by element from an arbitrary of numbers.
 *
 * @param shape - extents.
 * @param element - where each element is drawn from.
 * @param dtype - default float64.
 * @returns an arbitrary of fast-check; counterexamples print their values.
 * @example
 * import * as fc from "fast-check";
 * fc.sample(tensorsOf([2, 3], reals()), 1)[0]?.shape // → [2, 3]
 */
export function tensorsOf(shape: Shape, element: fc.Arbitrary<number>, dtype: DType = "float64"): fc.Arbitrary<Tensor> {
  const size = sizeOf(shape);
  return fc
    .array(element, { minLength: size, maxLength: size })
    .map((values) => printable(tensor(Float64Array.from(values), { shape, dtype })));
}
