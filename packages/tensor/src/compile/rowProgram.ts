import type { DType } from "../core/dtype.ts";
import { ones } from "../core/create.ts";
import { Traced, withLevel } from "../core/primitive.ts";
import type { Tensor } from "../core/tensor.ts";
import { mul } from "../ops/mul.ts";
import { jvp } from "../transforms/jvp.ts";
import { Tape } from "../transforms/tape.ts";
import { Expressions, type Expression } from "./expression.ts";
import { CompileError, Graph, type Node } from "./graph.ts";
import { JavaScriptPrinter, type CompiledRows } from "./javascript.ts";
import { Lowering } from "./lower.ts";
import { scheduleRows, type Schedule } from "./schedule.ts";

/** A number of rows that no row is wide: so that shapes tell rows from places. */
const someRows = (width: number): number => (width === 4099 ? 4111 : 4099);

/** What a row program reads: rows of numbers, one number a row, or one index a row. */
export interface RowInput {
  readonly form: "row" | "number";
  readonly dtype: DType;
}

/**
 * Compiles value and gradient of a function of rows: one pass over each row, without a tensor between.
 *
 * @param f - from inputs (`[N, width]` for a row, `[N]` for a number) to one value a row, `[N]`, in ops.
 * @param width - extent of the rows, from 2.
 * @param inputs - what f takes; the first is what it is differentiated by.
 * @returns a program for (count, inputs, [values, gradient]); the arrays of inputs are read as numbers of float64.
 * @throws CompileError for a function that is no row program.
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
): CompiledRows {
  return compileRows((...symbols) => differentiate(f, symbols), width, inputs);
}

/**
 * Compiles the product of each row's Hessian with a vector: as `rowProgram`, with one more input, the vector, behind those of f.
 *
 * @param f - as for `rowProgram`.
 * @param width - extent of the rows, from 2.
 * @param inputs - what f takes; the first is what it is differentiated by, twice.
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
): CompiledRows {
  const [first] = inputs;
  if (first === undefined) throw new CompileError("rowProgram: inputs is empty, expected what is differentiated by");
  const product = (...symbols: Tensor[]): readonly Tensor[] => {
    const [x, ...rest] = symbols.slice(0, -1);
    const slope = (at: Tensor): Tensor => differentiate(f, [at, ...rest])[1];
    return [jvp(slope, x as Tensor, symbols.at(-1) as Tensor).tangent];
  };
  return compileRows(product, width, [...inputs, first]);
}

function compileRows(
  f: (...symbols: Tensor[]) => readonly Tensor[],
  width: number,
  inputs: readonly RowInput[],
): CompiledRows {
  return new JavaScriptPrinter(trace(f, width, inputs)).compile();
}

/** Traces and schedules the value of a function of rows and, with `derivative`, its gradient. */
export function traceRows(
  f: (...inputs: Tensor[]) => Tensor,
  width: number,
  inputs: readonly RowInput[],
  derivative: boolean,
): Schedule {
  return trace((...symbols) => (derivative ? differentiate(f, symbols) : [f(...symbols)]), width, inputs);
}

/** The symbols that a function of rows is run on. */
export function rowSymbols(graph: Graph, width: number, inputs: readonly RowInput[]): Tensor[] {
  const rows = someRows(width);
  return inputs.map(({ dtype, form }) => graph.input(form === "row" ? [rows, width] : [rows], dtype));
}

/** Runs a function once on symbols, and puts what it computes into order. */
function trace(f: (...symbols: Tensor[]) => readonly Tensor[], width: number, inputs: readonly RowInput[]): Schedule {
  if (!Number.isInteger(width) || width < 2)
    throw new CompileError(`rowProgram: width is ${width}, expected a whole number from 2`);
  const rows = someRows(width);
  return withLevel((level) => {
    const graph = new Graph(level);
    const symbols = rowSymbols(graph, width, inputs);
    const expressions = new Expressions();
    const known = new Map(
      symbols.map((symbol, input): [number, Expression] => [
        (graph.nodeOf(symbol) as Node).id,
        expressions.make({ kind: "input", isVector: inputs[input]?.form === "row", input }),
      ]),
    );
    const results = f(...symbols);
    const lowering = new Lowering(expressions, rows, width, known);
    const outputs = results.map((result) => ({
      isRow: result.shape.length === 2,
      expression: lowering.lower(graph.nodeOf(result)),
    }));
    return scheduleRows(width, outputs);
  });
}

/**
 * Compiles value and gradient of a function of single numbers: as `rowProgram`, where a row is one number.
 *
 * @param f - from inputs `[N]` to `[N]`, element by element, in ops.
 * @param inputs - the dtypes of what f takes; the first input is what it is differentiated by.
 * @returns a program for (count, inputs, [values, gradient]).
 * @throws CompileError for a function that is not elementwise.
 * @example
 * const program = elementProgram((x, y) => square(sub(x, y)), ["float64", "float64"])
 * const [values, gradient] = [new Float64Array(2), new Float64Array(2)]
 * program(2, [[1, 2], [0, 5]], [values, gradient])
 * gradient // → [2, -6]
 */
export function elementProgram(f: (...inputs: Tensor[]) => Tensor, inputs: readonly DType[]): CompiledRows {
  return rowProgram(f, noWidth, inputs.map(asNumber));
}

/**
 * Compiles second derivatives of a function of single numbers, times a number each: as `rowHessianProgram`.
 *
 * @param f - as for `elementProgram`.
 * @param inputs - the dtypes of what f takes; the first is what it is differentiated by, twice.
 * @returns a program for (count, [...inputs, factors], [products]).
 * @throws CompileError for a function that is not elementwise.
 * @example
 * const program = elementHessianProgram((x) => mul(x, square(x)), ["float64"])
 * const products = new Float64Array(2)
 * program(2, [[1, 2], [1, 10]], [products])
 * products // → [6, 120]
 */
export function elementHessianProgram(f: (...inputs: Tensor[]) => Tensor, inputs: readonly DType[]): CompiledRows {
  return rowHessianProgram(f, noWidth, inputs.map(asNumber));
}

/** No input has the width, so that nothing but elements can come of them. */
const noWidth = 2;
const asNumber = (dtype: DType): RowInput => ({ form: "number", dtype });

/** The value of f and its gradient by the first symbol, both as symbols. */
function differentiate(
  f: (...inputs: Tensor[]) => Tensor,
  [first, ...rest]: readonly Tensor[],
): readonly [Tensor, Tensor] {
  if (first === undefined) throw new CompileError("rowProgram: inputs is empty, expected what is differentiated by");
  return withLevel((level) => {
    const tape = new Tape(level);
    const watched = tape.watch(first);
    const output = f(watched, ...rest);
    const [gradient] = tape.pullback(output, ones(output.shape, { dtype: output.dtype }), [watched]);
    return [output instanceof Traced && output.trace === tape ? output.primal : output, gradient ?? mul(0, first)];
  });
}
