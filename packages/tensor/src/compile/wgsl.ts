import type { Tensor } from "../core/tensor.ts";
import { CompileError } from "./graph.ts";
import { scheduleOf, traceRows, type RowInput } from "./tracedRows.ts";
import { WgslPrinter } from "./wgslPrinter.ts";
import type { WgslProgram } from "./wgslProgram.ts";

export interface WgslOptions {
  /** Whether it writes the gradient by the first input as well. Default false. */
  readonly derivative?: boolean;
  /** Extent of the rows; for functions of single numbers none. */
  readonly width?: number;
}

/**
 * A function of rows as a compute shader in float32: a workgroup a row where rows are wide, else an invocation a row or an element.
 *
 * WGSL lets implementations take for granted that there are no NaN and no infinities; so does the program. A class is masked by a finite
 * logit, −1e30 rather than −Infinity.
 *
 * @param f - as for `rowProgram`.
 * @param inputs - what f takes; the first is what it is differentiated by.
 * @param options - `derivative`, `width`.
 * @returns the shader's text, its bindings and how many rows a workgroup takes.
 * @throws CompileError for a function that is no row program, or uses an op without a form in WGSL.
 * @example
 * const { bindings, code, rowsPerWorkgroup } = rowWgsl((x) => square(x), [{ form: "number", dtype: "float32" }])
 * bindings.map(({ holds }) => holds) // → ["count", "input", "output"]
 * rowsPerWorkgroup // → 64
 * code.includes("let s1 = s0 * s0;") // → true
 */
export function rowWgsl(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly RowInput[],
  { derivative = false, width }: WgslOptions = {},
): WgslProgram {
  const ofRows = inputs.some(({ form }) => form === "row");
  if (ofRows && width === undefined) throw new CompileError("rowWgsl: width is missing, expected that of the rows");
  const traced = traceRows(f, width ?? 2, inputs, derivative, true);
  // Arithmetic is cheaper than memory: nothing is kept from one loop to the next.
  return new WgslPrinter(scheduleOf(traced, true, true), inputs).print();
}
