import { f32x4, f64x2, type Lanes } from "@surprisal/kernels";
import type { ProgramOptions } from "../compiledRows.ts";
import { CompileError } from "../graph.ts";
import type { TracedInput, TracedRows } from "../tracedRows.ts";
import type { Field } from "./layout.ts";

/** Below so many places a row, each lane has a row of its own. */
const fewPlaces = 32;

/** What a module is to compute, and of what. */
export interface RowTask {
  readonly lanes: Lanes;
  readonly inputs: readonly Field[];
  readonly outputs: readonly Field[];
  /** Whether one row lies along the lanes; else each lane has one of its own. */
  readonly isWide: boolean;
  readonly deterministic: boolean;
}

export function taskOf(
  { inputs, results, width }: TracedRows,
  { dtype = "float64", deterministic = false }: Pick<ProgramOptions, "dtype" | "deterministic">,
): RowTask {
  const lanes = dtype === "float32" ? f32x4 : f64x2;
  if (dtype === "float32" && width > 2 ** 24)
    throw new CompileError(`rowProgram: width is ${width}, expected at most 2²⁴ in float32`);
  const fieldOf = (form: TracedInput["form"], type: Field["type"] = lanes.type): Field => {
    const size = form === "row" ? width : 1;
    return { size, type, bytes: form === "same" ? 0 : size * (type === "i32" ? 4 : lanes.bytes) };
  };
  const task = {
    lanes,
    deterministic,
    inputs: inputs.map(({ dtype: own, form }) =>
      fieldOf(form, form === "number" && own === "int32" ? "i32" : lanes.type),
    ),
    outputs: results.map(({ isRow }) => fieldOf(isRow ? "row" : "number")),
  };
  const hasRows = [...task.inputs, ...task.outputs].some(({ size }) => size > 1);
  return { ...task, isWide: hasRows && width >= fewPlaces };
}
