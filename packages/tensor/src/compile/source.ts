import { functionSource, scalarType } from "./functionSource.ts";
import { CompileError } from "./graph.ts";
import { JavaScriptPrinter, type InputNames } from "./javascript.ts";
import type { Schedule } from "./schedule.ts";
import { scheduleOf, traceRows, type RowInput } from "./tracedRows.ts";
import type { Tensor } from "../core/tensor.ts";

export interface SourceOptions {
  /** What the function is called. */
  readonly name: string;
  /** Whether it returns the gradient by its first argument as well. Default false. */
  readonly derivative?: boolean;
  /** What its arguments are called. */
  readonly parameters: readonly string[];
  /** Extent of the rows it is to be for, where the loss depends on it. Default: any. */
  readonly width?: number;
}

/**
 * A function of one row (or, where no input is a row, of one element) as TypeScript that needs nothing else.
 *
 * @param f - as for `rowProgram`.
 * @param inputs - what f takes; the first is what it is differentiated by.
 * @param options - `name`, `parameters`, `derivative`, `width`.
 * @returns the text of one exported function.
 * @throws CompileError for a function that is no row program, depends on the width where none is given, or uses an op whose own code
 * refers to other code than
 * `scoped` knows of.
 * @example
 * const source = rowSource((x) => square(x), [{ form: "number", dtype: "float64" }], { name: "area", parameters: ["side"] })
 * source.split("\n")[0] // → "export function area(side: number): number {"
 */
export function rowSource(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly RowInput[],
  { derivative = false, name, parameters, width }: SourceOptions,
): string {
  const ofRows = inputs[0]?.form === "row";
  const widthText = width === undefined ? "width" : String(width);
  const at = (extent: number): string =>
    print(scheduleOf(traceRows(f, extent, inputs, derivative), false), inputs, {
      derivative,
      name,
      parameters,
      ofRows,
      widthText,
    });
  if (!ofRows) return at(2);
  if (width !== undefined) return at(width);
  const text = at(4);
  // What is the same for two widths has no number in it that depends on one.
  if (text !== at(7))
    throw new CompileError(`rowSource: ${name} depends on the width of its rows, expected one in the options`);
  return text;
}

interface Layout {
  readonly derivative: boolean;
  readonly name: string;
  readonly parameters: readonly string[];
  readonly ofRows: boolean;
  readonly widthText: string;
}

function print(
  schedule: Schedule,
  inputs: readonly RowInput[],
  { derivative, name, ofRows, parameters, widthText }: Layout,
): string {
  const parameter = (input: number): string => parameters[input] ?? `x${input}`;
  const names: InputNames = {
    rowElement: (input, place) => `${parameter(input)}[${place}]!`,
    rowNumber: parameter,
    outputElement: (_, place) => `gradient[${place}]`,
    outputNumber: (output) => `const ${output === 0 ? "value" : "gradient"}`,
    memoryElement: (memory, place) => `${memory}[${place}]!`,
  };
  const printer = new JavaScriptPrinter(schedule, names, widthText);
  const lines = [...printer.printRow()];
  const head = printer.bound.map(([bound, value]) => `const ${bound}${declare(bound, value, widthText)};`);
  const types = inputs.map(({ form }, i) => `${parameter(i)}: ${form === "row" ? "ArrayLike<number>" : "number"}`);
  const gradientType = ofRows ? "Float64Array" : "number";
  const result = derivative ? `{ value: number; gradient: ${gradientType} }` : "number";
  const body = [
    ...(ofRows && widthText === "width" ? [`const width = ${parameter(0)}.length;`] : []),
    ...(derivative && ofRows ? [`const gradient = new Float64Array(${widthText});`] : []),
    ...head,
    ...lines,
    derivative ? "return { value, gradient };" : "return value;",
  ];
  return `export function ${name}(${types.join(", ")}): ${result} {\n${indented(body)}}\n`;
}

/** Lines, each as far in as there are braces open around it. */
function indented(lines: readonly string[]): string {
  const count = (text: string, brace: string): number => text.split(brace).length - 1;
  let depth = 1;
  return lines
    .map((line) => {
      const leading = count(/^[}\s]*/.exec(line)?.[0] ?? "", "}");
      const text = `${"  ".repeat(depth - leading)}${line}\n`;
      depth += count(line, "{") - count(line, "}");
      return text;
    })
    .join("");
}

function declare(bound: string, value: unknown, widthText: string): string {
  if (value instanceof Float64Array && bound.startsWith("scratch")) return ` = new Float64Array(${widthText})`;
  if (typeof value === "function") return `: ${scalarType(value)} = ${functionSource(bound, value)}`;
  return `: ArrayLike<number> = [${Array.from(value as ArrayLike<number>).join(", ")}]`;
}
