import { withLevel } from "../core/primitive.ts";
import type { Tensor } from "../core/tensor.ts";
import { CompileError, Graph, type Node } from "./graph.ts";
import { rowSymbols, type RowInput } from "./tracedRows.ts";
import { Constants } from "./texConstants.ts";
import { Writer } from "./texWriter.ts";

export interface TexOptions {
  /** What the arguments are called, in TeX. */
  readonly parameters: readonly string[];
  /** Extent of the rows it is to be for, where the function depends on it in another way than by C, C − 1 or a share of them. Default: any. */
  readonly width?: number;
}

/**
 * A function of one row (or, where no input is a row, of one element) as a formula in TeX: p is the softmax of the first argument, C the
 * extent of a row. Numbers of more than eight characters are rounded to six digits; what is masked by ±∞ is left out.
 *
 * @param f - as for `rowProgram`, of any ops: what has no notation stands under its own name.
 * @param inputs - what f takes.
 * @param options - `parameters`, `width`.
 * @returns the formula, without delimiters.
 * @throws CompileError for a function that looks at numbers, depends on a width where none is given, or whose formula would fill a page.
 * @example
 * const row: RowInput = { form: "row", dtype: "float64" }
 * const index: RowInput = { form: "number", dtype: "int32" }
 * rowTex((z, y) => neg(pick(logSoftmax(z), y)), [row, index], { parameters: ["z", "y"] }) // → "-\\log p_y"
 */
export function rowTex(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly RowInput[],
  { parameters, width }: TexOptions,
): string {
  const isOfRows = inputs.some(({ form }) => form === "row");
  if (width !== undefined || !isOfRows) return write(f, inputs, parameters, width ?? 2, false);
  // Primes, and one more than twice a prime: a third or a tenth is no whole share of them.
  const text = write(f, inputs, parameters, 227, true);
  // What is the same for two widths has no number in it that depends on one.
  if (text !== write(f, inputs, parameters, 263, true))
    throw new CompileError("rowTex: the function depends on the width of its rows, expected one in the options");
  return text;
}

function write(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly RowInput[],
  parameters: readonly string[],
  width: number,
  isAnyWidth: boolean,
): string {
  return withLevel((level) => {
    const graph = new Graph(level);
    const symbols = rowSymbols(graph, width, inputs);
    const names = new Map(symbols.map((each, i) => [graph.nodeOf(each) as Node, parameters[i] ?? `x_${i}`]));
    const result = f(...symbols);
    const writer = new Writer(names, new Constants(width, isAnyWidth));
    return writer.write(
      graph.nodeOf(result),
      result.shape.map(() => ""),
      0,
    ).text;
  });
}
