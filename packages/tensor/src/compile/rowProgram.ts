import type { DType } from "../core/dtype.ts";
import type { Tensor } from "../core/tensor.ts";
import type { ProgramOptions, RowProgram } from "./compiledRows.ts";
import { compileRows } from "./forms.ts";
import { traceHessian, traceRows, type RowInput } from "./tracedRows.ts";

/**
 * Compiles value and gradient of a function of rows: one pass over each row, without a tensor between.
 *
 * @param f - from inputs (`[N, width]` for a row, `[N]` for a number) to one value a row, `[N]`, in ops.
 * @param width - extent of the rows, from 2.
 * @param inputs - what f takes; the first is what it is differentiated by.
 * @param options - `form`, `dtype`, `deterministic`.
 * @returns a program for (count, inputs, [values, gradient]), with its `form`; the arrays of inputs are read as numbers.
 * @throws CompileError for a function that is no row program, or one that has not the form asked for.
 * @example
 * const program = rowProgram((x) => sum(square(x), { axis: -1 }), 2, [{ form: "row", dtype: "float64" }])
 * const [values, gradient] = [new Float64Array(2), new Float64Array(4)]
 * program(2, [[1, 2, 3, 4]], [values, gradient])
 * values // → [5, 25]
 * gradient // → [2, 4, 6, 8]
 */
export function rowProgram(
  f: (...inputs: Tensor[]) => Tensor,
  width: number,
  inputs: readonly RowInput[],
  options: ProgramOptions = {},
): RowProgram {
  return compileRows((composes) => traceRows(f, width, inputs, true, composes), options);
}

/**
 * Compiles the product of each row's Hessian with a vector: as `rowProgram`, with one more input, the vector, behind those of f.
 *
 * @param f - as for `rowProgram`.
 * @param width - extent of the rows, from 2.
 * @param inputs - what f takes; the first is what it is differentiated by, twice.
 * @param options - `form`, `dtype`, `deterministic`.
 * @returns a program for (count, [...inputs, vectors], [products]).
 * @throws CompileError for a function that is no row program.
 * @example
 * const program = rowHessianProgram((x) => sum(exp(x), { axis: -1 }), 2, [{ form: "row", dtype: "float64" }])
 * const products = new Float64Array(2)
 * program(1, [[0, 1], [1, 1]], [products])
 * products // → [1, 2.71828]
 */
export function rowHessianProgram(
  f: (...inputs: Tensor[]) => Tensor,
  width: number,
  inputs: readonly RowInput[],
  options: ProgramOptions = {},
): RowProgram {
  return compileRows((composes) => traceHessian(f, width, inputs, composes), options);
}

/**
 * Compiles value and gradient of a function of single numbers: as `rowProgram`, where a row is one number.
 *
 * @param f - from inputs `[N]` to `[N]`, element by element, in ops.
 * @param inputs - the dtypes of what f takes; the first input is what it is differentiated by.
 * @param options - `form`, `dtype`, `deterministic`.
 * @returns a program for (count, inputs, [values, gradient]).
 * @throws CompileError for a function that is not elementwise.
 * @example
 * const program = elementProgram((x, y) => square(sub(x, y)), ["float64", "float64"])
 * const [values, gradient] = [new Float64Array(2), new Float64Array(2)]
 * program(2, [[1, 2], [0, 5]], [values, gradient])
 * gradient // → [2, -6]
 */
export function elementProgram(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly DType[],
  options: ProgramOptions = {},
): RowProgram {
  return rowProgram(f, noWidth, inputs.map(asNumber), options);
}

/**
 * Compiles second derivatives of a function of single numbers, times a number each: as `rowHessianProgram`.
 *
 * @param f - as for `elementProgram`.
 * @param inputs - the dtypes of what f takes; the first is what it is differentiated by, twice.
 * @param options - `form`, `dtype`, `deterministic`.
 * @returns a program for (count, [...inputs, factors], [products]).
 * @throws CompileError for a function that is not elementwise.
 * @example
 * const program = elementHessianProgram((x) => mul(x, square(x)), ["float64"])
 * const products = new Float64Array(2)
 * program(2, [[1, 2], [1, 10]], [products])
 * products // → [6, 120]
 */
export function elementHessianProgram(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly DType[],
  options: ProgramOptions = {},
): RowProgram {
  return rowHessianProgram(f, noWidth, inputs.map(asNumber), options);
}

/** No input has the width, so that nothing but elements can come of them. */
const noWidth = 2;
const asNumber = (dtype: DType): RowInput => ({ form: "number", dtype });
