import { backendInfo as kernelInfo, type BackendInfo as KernelInfo } from "@surprisal/kernels";
import { square } from "../ops/square.ts";
import type { RowForm } from "./compiledRows.ts";
import { elementProgram } from "./rowProgram.ts";

/** What kernels and compiled programs run in. */
export interface BackendInfo extends KernelInfo {
  /** The form that programs take whose `form` is "auto": the best that the engine and the page allow. */
  readonly form: RowForm;
}

/**
 * What was chosen at run time, and why: a line for a log, and an answer where something is slower than expected. One loss may have another form
 * than `form`, where an op of its has none in that: ask the compiled loss for its own.
 *
 * @returns what is so now; `notes` says in a sentence each what is missing, and is empty where nothing is.
 * @example
 * const { form, simd, threads } = backendInfo()
 * form // → "wasm"
 * simd // → true
 * threads // → 1
 */
export function backendInfo(): BackendInfo {
  return { ...kernelInfo(), form: elementProgram(square, ["float64"]).form };
}
