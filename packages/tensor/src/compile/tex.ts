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
  /** Numbers by what they are called, in TeX: they and what is simply made of them are written so. Numbers that nothing else is equal to. */
  readonly constants?: Readonly<Record<string, number>>;
}

/**
 * A function of one row (or, where no input is a row, of one element) as a formula in TeX: p is the softmax of the first argument, q that of
 * the second, C the extent of a row. Numbers of more than eight characters are rounded to six digits; what is masked by ±∞ is left out.
 *
 * @param f - as for `rowProgram`, of any ops: what has no notation stands under its own name.
 * @param inputs - what f takes.
 * @param options - `parameters`, `width`, `constants`.
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
  { constants, parameters, width }: TexOptions,
): string {
  const isOfRows = inputs.some(({ form }) => form === "row");
  const at = (extent: number, isAnyWidth: boolean): string =>
    write(f, inputs, parameters, extent, new Constants(extent, isAnyWidth, constants));
  if (width !== undefined || !isOfRows) return at(width ?? 2, false);
  // Primes, and one more than twice a prime: a third or a tenth is no whole share of them.
  const text = at(227, true);
  // What is the same for two widths has no number in it that depends on one.
  if (text !== at(263, true))
    throw new CompileError("rowTex: the function depends on the width of its rows, expected one in the options");
  return text;
}

function write(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly RowInput[],
  parameters: readonly string[],
  width: number,
  constants: Constants,
): string {
  return withLevel((level) => {
    const graph = new Graph(level);
    const symbols = rowSymbols(graph, width, inputs);
    const names = new Map(symbols.map((each, i) => [graph.nodeOf(each) as Node, parameters[i] ?? `x_${i}`]));
    const result = f(...symbols);
    const writer = new Writer(names, constants);
    return writer.write(
      graph.nodeOf(result),
      result.shape.map(() => ""),
      0,
    ).text;
  });
}
