import { isFloat, promote, type DType, type TypedArray } from "../core/dtype.ts";
import { asOperands, asTensor, type TensorLike } from "../core/create.ts";
import { apply, type Derivative, type Primitive } from "../core/primitive.ts";
import { broadcastOffsets, broadcastShapes, sameShape, sizeOf, type RowOffsets } from "../core/shape.ts";
import { elementsOf, type Tensor } from "../core/tensor.ts";
import { broadcastTo, sumTo } from "./broadcastTo.ts";
import { cast, toFloat } from "./cast.ts";

type NoAttributes = Record<never, never>;
type Pair = readonly [Tensor, Tensor];

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
  const each: Derivative<NoAttributes>["forward"] | null =
    rule && ((t, output, inputs) => rule(t, output, ...(inputs as readonly [Tensor])));
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
  /**
   * `compute` over all rows, written out, for what is to be quick: a function that differs from op to op is called with each number in a box of its
   * own, which takes five times as long and leaves megabytes behind.
   */
  readonly loop?: RowLoop;
}

/**
 * An op of two operands, element by element, with broadcasting; operands of mixed dtypes widen first.
 *
 * @param name - for messages and for the graph.
 * @param compute - from two numbers to one.
 * @param rules - t times the derivative by either operand, written in ops; null for none.
 * @param options - `result`: the dtype of the result; `loop`: `compute` over all rows.
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
  { result = "arithmetic", loop = rowLoop(compute) }: BinaryOptions = {},
): (a: TensorLike, b: TensorLike) => Tensor {
  const derivative = (index: 0 | 1): Derivative<NoAttributes> | null =>
    rules && {
      forward: (t, output, inputs) => broadcastTo(rules[index](t, output, ...(inputs as Pair)), output.shape),
      backward: (t, output, inputs) =>
        sumTo(rules[index](t, output, ...(inputs as Pair)), (inputs as Pair)[index].shape),
    };
  const primitive: Primitive<NoAttributes> = {
    name,
    infer: ([a, b]) => ({
      shape: broadcastShapes(name, (a as Tensor).shape, (b as Tensor).shape),
      dtype: result === "bool" ? "bool" : (a as Tensor).dtype,
    }),
    compute: (inputs, output, _, { shape }) => {
      // Operands of the result's shape, or of one element, are one long row.
      const isFlat = inputs.every((t) => sameShape(t.shape, shape) || sizeOf(t.shape) === 1);
      const offsets = (t: Tensor): RowOffsets =>
        isFlat ? broadcastOffsets([sizeOf(t.shape)], [output.length]) : broadcastOffsets(t.shape, shape);
      const [a, b] = inputs as Pair;
      loop(output, elementsOf(a), offsets(a), elementsOf(b), offsets(b));
    },
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

/** Two operands, row by row: from where each row starts in them on, in steps of 0 or 1. */
export type RowLoop = (output: TypedArray, a: TypedArray, rows: RowOffsets, b: TypedArray, others: RowOffsets) => void;

const rowLoop =
  (f: (a: number, b: number) => number): RowLoop =>
  (output, a, { starts, length, step }, b, others) => {
    for (let row = 0, i = 0; row < starts.length; row++)
      for (
        let m = starts[row] as number, n = others.starts[row] as number, end = i + length;
        i < end;
        m += step, n += others.step
      )
        output[i++] = f(a[m] as number, b[n] as number);
  };
