import { interpretRows } from "./interpreter.ts";
import { JavaScriptPrinter, type CompiledRows } from "./javascript.ts";
import type { Schedule } from "./schedule.ts";
import { scheduleOf, type TracedRows } from "./tracedRows.ts";

/** How a program runs: as JavaScript that was printed for it, or block by block without code generation. */
export type RowForm = "javascript" | "interpreter";

/** A program, and how it runs. */
export interface RowProgram extends CompiledRows {
  readonly form: RowForm;
}

export interface ProgramOptions {
  /** Default "auto": JavaScript, or the interpreter where a page's content security policy forbids code generation. */
  readonly form?: RowForm | "auto";
}

const compilers: Readonly<Record<RowForm, (schedule: Schedule, otherwise?: CompiledRows) => CompiledRows>> = {
  javascript: (schedule, otherwise) => new JavaScriptPrinter(schedule).compile(otherwise),
  interpreter: interpretRows,
};

/** The program of what was traced: for rows of ordinary numbers, and, compiled when it is first needed, one for all others. */
export function programOf(traced: TracedRows, { form = "auto" }: ProgramOptions = {}): RowProgram {
  if (form === "auto") {
    try {
      return programOf(traced, { form: "javascript" });
    } catch (error) {
      if (!(error instanceof EvalError)) throw error;
      return programOf(traced, { form: "interpreter" });
    }
  }
  const compile = compilers[form];
  let strict: CompiledRows | undefined;
  const otherwise: CompiledRows = (...given) => {
    strict ??= compile(scheduleOf(traced, false));
    strict(...given);
  };
  return Object.assign(compile(scheduleOf(traced, true), otherwise), { form });
}
