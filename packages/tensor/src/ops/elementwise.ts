import { isFloat, promote, type DType, type TypedArray } from "../core/dtype.ts";
import { asOperands, asTensor, type TensorLike } from "../core/create.ts";
import { apply, type Derivative, type Primitive } from "../core/primitive.ts";
import { broadcastOffsets, broadcastShapes, sameShape, sizeOf, type RowOffsets, type Shape } from "../core/shape.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";
import { broadcastTo, sumTo } from "./broadcastTo.ts";
import { cast, toFloat } from "./cast.ts";

type NoAttributes = Record<never, never>;

/** t times the derivative by one operand: the same product serves tangents and cotangents, since the Jacobian is diagonal. */
export type UnaryRule = (t: Tensor, output: Tensor, x: Tensor) => Tensor;
export type BinaryRule = (t: Tensor, output: Tensor, a: Tensor, b: Tensor) => Tensor;

/**
 * An op of one operand, element by element.
 *
 * @param name - for messages and for the graph.
 * @param compute - from one number to another.
 * @param rule - t times the derivative, written in ops so that it can be differentiated again; null for none.
 * @param keepsIntegers - integers stay integers. Default false: they become float32.
 * @returns the op.
 * @example
 * const cube = defineUnary("cube", (x) => x ** 3, (t, _, x) => mul(mul(square(x), 3), t))
 * cube(tensor([2, -1])) // → [8, -1]
 * grad(grad((x: Tensor) => cube(x)))(tensor(2)).item() // → 12
 */
export function defineUnary(
  name: string,
  compute: (x: number) => number,
  rule: UnaryRule | null,
  keepsIntegers = false,
): (x: TensorLike) => Tensor {
  const each: Derivative<NoAttributes>["forward"] | null = rule && ((t, output, [x]) => rule(t, output, x as Tensor));
  const primitive: Primitive<NoAttributes> = {
    name,
    infer: ([x]) => x as Tensor,
    compute: ([x], output) => {
      const source = elementsOf(x as Tensor);
      for (let i = 0; i < output.length; i++) output[i] = compute(source[i] as number);
    },
    derivatives: [each && { forward: each, backward: each }],
    scalar: () => compute,
  };
  return (values) => {
    const x = asTensor(values);
    return apply(primitive, [keepsIntegers && x.dtype !== "bool" ? x : toFloat(x)], {});
  };
}

export interface BinaryOptions {
  /** The dtype of the result: as the operands together (arithmetic), always float, or bool (comparisons). */
  readonly result?: "arithmetic" | "float" | "bool";
}

/**
 * An op of two operands, element by element, with broadcasting; operands of mixed dtypes widen first.
 *
 * @param name - for messages and for the graph.
 * @param compute - from two numbers to one.
 * @param rules - t times the derivative by either operand, written in ops; null for none.
 * @param options - `result`: the dtype of the result.
 * @returns the op. It throws ShapeError where its operands do not broadcast.
 * @example
 * const weighted = defineBinary("weighted", (a, b) => a + 2 * b, [(t) => t, (t) => mul(t, 2)])
 * weighted(tensor([1, 2]), 10) // → [21, 22]
 * grad((b: Tensor) => sum(weighted(tensor([1, 2]), b)))(tensor(0)).item() // → 4
 */
export function defineBinary(
  name: string,
  compute: (a: number, b: number) => number,
  rules: readonly [BinaryRule, BinaryRule] | null,
  { result = "arithmetic" }: BinaryOptions = {},
): (a: TensorLike, b: TensorLike) => Tensor {
  const derivative = (index: 0 | 1): Derivative<NoAttributes> | null =>
    rules && {
      forward: (t, output, [a, b]) => broadcastTo(rules[index](t, output, a as Tensor, b as Tensor), output.shape),
      backward: (t, output, [a, b]) =>
        sumTo(rules[index](t, output, a as Tensor, b as Tensor), ((index === 0 ? a : b) as Tensor).shape),
    };
  const primitive: Primitive<NoAttributes> = {
    name,
    infer: ([a, b]) => ({
      shape: broadcastShapes(name, (a as Tensor).shape, (b as Tensor).shape),
      dtype: result === "bool" ? "bool" : (a as Tensor).dtype,
    }),
    compute: ([a, b], output, _, { shape }) => zip(a as Tensor, b as Tensor, shape, output, compute),
    derivatives: [derivative(0), derivative(1)],
    scalar: () => compute,
  };
  return (left, right) => {
    const [a, b] = asOperands(left, right);
    const dtype = operandType(promote(a.dtype, b.dtype), result);
    return apply(primitive, [cast(a, dtype), cast(b, dtype)], {});
  };
}

function operandType(dtype: DType, result: "arithmetic" | "float" | "bool"): DType {
  if (result === "bool" || isFloat(dtype)) return dtype;
  if (result === "float") return "float32";
  return dtype === "bool" ? "int32" : dtype;
}

function zip(a: Tensor, b: Tensor, shape: Shape, output: TypedArray, f: (a: number, b: number) => number): void {
  const x = elementsOf(a);
  const y = elementsOf(b);
  // Operands of the result's shape, or of one element, are one long row.
  const isFlat = [a, b].every((t) => sameShape(t.shape, shape) || sizeOf(t.shape) === 1);
  const offsets = (t: Tensor): RowOffsets =>
    broadcastOffsets(isFlat ? [sizeOf(t.shape)] : t.shape, isFlat ? [output.length] : shape);
  const { starts, length, step } = offsets(a);
  const { starts: others, step: otherStep } = offsets(b);
  for (let row = 0, i = 0; row < starts.length; row++) {
    let m = starts[row] as number;
    let n = others[row] as number;
    const end = i + length;
    // A step is 0 or 1, and what is the same along a row is read once.
    const left = x[m] as number;
    const right = y[n] as number;
    if (step === 0) while (i < end) output[i++] = f(left, y[n++] as number);
    else if (otherStep === 0) while (i < end) output[i++] = f(x[m++] as number, right);
    else while (i < end) output[i++] = f(x[m++] as number, y[n++] as number);
  }
}
