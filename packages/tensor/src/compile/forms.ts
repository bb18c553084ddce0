import type { CompiledRows, RowForm, ProgramOptions, RowProgram } from "./compiledRows.ts";
import { checkFloat, CompileError } from "./graph.ts";
import { interpretRows } from "./interpreter.ts";
import { JavaScriptPrinter } from "./javascript.ts";
import { webAssemblyRows } from "./lanes/program.ts";
import { keyOf, Recent } from "./programCache.ts";
import type { Schedule } from "./schedule.ts";
import { scheduleOf, type TracedRows } from "./tracedRows.ts";

/** Traces a function; `composes`: ops of its own as what they are in others. */
type Traced = (composes: boolean) => TracedRows;

const makers: Readonly<
  Record<RowForm, (traced: Traced, options: ProgramOptions) => Omit<RowProgram, "form"> & CompiledRows>
> = {
  wasm: (traced, options) => webAssemblyRows(traced(true), options),
  javascript: (traced) =>
    twoPrograms(traced(false), (schedule, otherwise) => new JavaScriptPrinter(schedule).compile(otherwise)),
  interpreter: (traced) => twoPrograms(traced(false), interpretRows),
};

/** A program for rows of ordinary numbers and, compiled when it is first needed, one for all others. */
function twoPrograms(
  traced: TracedRows,
  compileSchedule: (schedule: Schedule, otherwise?: CompiledRows) => CompiledRows,
): CompiledRows {
  let strict: CompiledRows | undefined;
  const otherwise: CompiledRows = (...given) => {
    strict ??= compileSchedule(scheduleOf(traced, false));
    strict(...given);
  };
  return compileSchedule(scheduleOf(traced, true), otherwise);
}

const programs = new Recent<RowProgram>();

/**
 * Compiles what a function of rows computes, to the form that is asked for or the first that there is; the same graph only once.
 *
 * @throws CompileError where the form is not there: an op has none in it, the machine has not what it takes, or the page forbids it (that
 * of printed code by an EvalError).
 */
export function compileRows(trace: Traced, options: ProgramOptions): RowProgram {
  const { dtype = "float64", form = "auto", deterministic = false } = options;
  // Types say so to TypeScript only.
  checkFloat(dtype);
  if (form !== "auto" && !(form in makers))
    throw new CompileError(`rowProgram: form is ${form}, expected auto, ${Object.keys(makers).join(", ")}`);
  // What is no row program has no form at all.
  const composed = trace(true);
  const traced: Traced = (composes) => (composes ? composed : trace(false));
  return programs.get(`${form} ${dtype} ${deterministic} ${keyOf(composed)}`, () => compile(traced, form, options));
}

function compile(traced: Traced, form: RowForm | "auto", options: ProgramOptions): RowProgram {
  const forms: readonly RowForm[] = form === "auto" ? ["wasm", "javascript", "interpreter"] : [form];
  let refusal: CompileError | EvalError | undefined;
  for (const each of forms) {
    try {
      return Object.assign(makers[each](traced, options), { form: each });
    } catch (error) {
      if (!(error instanceof CompileError || error instanceof EvalError)) throw error;
      refusal ??= error;
    }
  }
  throw refusal ?? new TypeError("rowProgram: no form was tried");
}
