import { asTensor, convert, type TensorLike } from "../core/create.ts";
import { isFloat, type DType } from "../core/dtype.ts";
import { apply, type Primitive, type Rule } from "../core/primitive.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";

const toInput: Rule<{ dtype: DType }> = (t, _, [x]) => cast(t, (x as Tensor).dtype);

const primitive: Primitive<{ dtype: DType }> = {
  name: "cast",
  infer: ([x], { dtype }) => ({ shape: (x as Tensor).shape, dtype }),
  compute: ([x], output, { dtype }) => convert(elementsOf(x as Tensor), dtype, output),
  derivatives: [{ forward: (t, output) => cast(t, output.dtype), backward: toInput }],
};

/**
 * The same numbers in another dtype. Integers are cut towards zero; bool is 1 where a value is not 0.
 *
 * @param x - any shape.
 * @param dtype - "float32", "float64", "int32", "uint8" or "bool".
 * @returns the shape of x.
 * @example
 * cast(tensor([1.7, -1.7]), "int32") // → [1, -1]
 */
export function cast(x: TensorLike, dtype: DType): Tensor {
  const source = asTensor(x);
  return source.dtype === dtype ? source : apply(primitive, [source], { dtype });
}

/**
 * Integers and bool as float32; floats as they are.
 *
 * @param x - any shape.
 * @returns the shape of x, float32 or float64.
 * @example
 * toFloat(tensor(new Int32Array([1, 2]))).dtype // → "float32"
 */
export function toFloat(x: Tensor): Tensor {
  return isFloat(x.dtype) ? x : cast(x, "float32");
}
