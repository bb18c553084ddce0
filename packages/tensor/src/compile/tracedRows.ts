import type { DType } from "../core/dtype.ts";
import { ones } from "../core/create.ts";
import { withLevel } from "../core/primitive.ts";
import { outsideScopes, type Tensor } from "../core/tensor.ts";
import { mul } from "../ops/mul.ts";
import { reshape } from "../ops/reshape.ts";
import { jvp } from "../transforms/jvp.ts";
import { Tape } from "../transforms/tape.ts";
import { Builder } from "./build.ts";
import type { Expression } from "./expression.ts";
import { CompileError, Graph, type Node } from "./graph.ts";
import { Lowering } from "./lower.ts";
import { peel } from "./peel.ts";
import { scheduleRows, type Schedule } from "./schedule.ts";

/**
 * A number of rows that no row is wide, so that shapes tell rows from places: a prime that nobody would think of, and not so many that
 * constants for all of them would take their time.
 */
const someRows = (width: number): number => (width === 251 ? 257 : width < 512 ? 251 : 61);

/** What a row program reads: rows of numbers, one number a row, or one index a row. */
export interface RowInput {
  readonly form: "row" | "number";
  readonly dtype: DType;
}

/** The same, or one number for all rows. */
export interface TracedInput {
  readonly form: RowInput["form"] | "same";
  readonly dtype: DType;
}

/** The symbols that a function of rows is run on. */
export function rowSymbols(graph: Graph, width: number, inputs: readonly TracedInput[]): Tensor[] {
  const rows = someRows(width);
  return inputs.map(({ dtype, form }) => graph.input(form === "row" ? [rows, width] : [rows], dtype));
}

/** What a function of rows computes, as nodes of a graph. */
export interface TracedRows {
  readonly width: number;
  readonly rows: number;
  readonly inputs: readonly (TracedInput & { readonly node: Node })[];
  readonly results: readonly { readonly isRow: boolean; readonly node: Node | Tensor }[];
}

/** Runs a function once on symbols. */
function trace(
  f: (...symbols: Tensor[]) => readonly Tensor[],
  width: number,
  inputs: readonly TracedInput[],
  composes = false,
): TracedRows {
  if (!Number.isInteger(width) || width < 2)
    throw new CompileError(`rowProgram: width is ${width}, expected a whole number from 2`);
  const onSymbols = (level: number): TracedRows => {
    const graph = new Graph(level, composes);
    const symbols = rowSymbols(graph, width, inputs);
    const results = f(...symbols);
    return {
      width,
      rows: someRows(width),
      // Inputs are nodes, never constants.
      inputs: inputs.map((input, i) => ({ ...input, node: graph.nodeOf(symbols[i] as Tensor) as Node })),
      results: results.map((result) => ({ isRow: result.shape.length === 2, node: graph.nodeOf(result) })),
    };
  };
  // The constants among them are looked at later.
  return outsideScopes(() => withLevel(onSymbols));
}

/**
 * Traces the value of a function of rows and, with `derivative`, its gradient by the first input; with `composes`, ops that have a
 * composition as that.
 */
export function traceRows(
  f: (...inputs: Tensor[]) => Tensor,
  width: number,
  inputs: readonly RowInput[],
  derivative: boolean,
  composes = false,
): TracedRows {
  return trace((...symbols) => (derivative ? differentiate(f, symbols) : [f(...symbols)]), width, inputs, composes);
}

/** Traces the value and the gradient times a factor, an input more, behind the others: one number for all rows. */
export function traceScaled(
  f: (...inputs: Tensor[]) => Tensor,
  width: number,
  inputs: readonly RowInput[],
  composes = false,
): TracedRows {
  const scaled = (...symbols: Tensor[]): readonly Tensor[] => {
    const [value, gradient] = differentiate(f, symbols.slice(0, -1));
    const factor = symbols.at(-1) as Tensor;
    return [value, mul(gradient, gradient.shape.length === 2 ? reshape(factor, [-1, 1]) : factor)];
  };
  return trace(scaled, width, [...inputs, { form: "same", dtype: "float64" }], composes);
}

/** Traces the products of the Hessian by the first input with a vector, an input more, behind the others. */
export function traceHessian(
  f: (...inputs: Tensor[]) => Tensor,
  width: number,
  inputs: readonly RowInput[],
  composes = false,
): TracedRows {
  const [first] = inputs;
  if (first === undefined) throw new CompileError("rowProgram: inputs is empty, expected what is differentiated by");
  const product = (...symbols: Tensor[]): readonly Tensor[] => {
    const [x, ...rest] = symbols.slice(0, -1);
    const slope = (at: Tensor): Tensor => differentiate(f, [at, ...rest])[1];
    return [jvp(slope, x as Tensor, symbols.at(-1) as Tensor).tangent];
  };
  return trace(product, width, [...inputs, first], composes);
}

/**
 * Puts what a function computes into order; with assumptions, for rows of ordinary numbers.
 *
 * @param isShader - whether nothing looks at what was assumed, and costly vectors are computed again rather than kept. Default false.
 */
export function scheduleOf(
  { inputs, results, rows, width }: TracedRows,
  mayAssume: boolean,
  isShader = false,
): Schedule {
  const isElementwise = [...inputs.map(({ form }) => form === "row"), ...results.map(({ isRow }) => isRow)].every(
    (isRow) => !isRow,
  );
  const builder = new Builder(width, mayAssume, !isShader, isElementwise);
  const known = inputs.map(({ form, node }, input): [number, Expression] => [
    node.id,
    builder.make({ kind: "input", isVector: form === "row", input }),
  ]);
  const lowering = new Lowering(builder, rows, new Map(known));
  const outputs = results.map(({ isRow, node }) => ({ isRow, expression: lowering.lower(node) }));
  if (!mayAssume) return scheduleRows(width, outputs, [], !isShader);
  const peeled = outputs.map((output) => peel(builder, output));
  return scheduleRows(width, peeled, [...(builder.facts.assumed ?? [])], !isShader);
}

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
    const gradient = tape.pullback(output, ones(output.shape, { dtype: output.dtype })).get(watched);
    return [tape.primalOf(output), gradient ?? mul(0, first)];
  });
}
