import type { KernelStep } from "@surprisal/kernels";

/** Where numbers are written. */
export type FloatArray = Float32Array | Float64Array;

/** A program for many rows, bound to its tables and scratch memory: for `count` of them, from `first` on (default 0). */
export type CompiledRows = (
  count: number,
  inputs: readonly ArrayLike<number>[],
  outputs: readonly FloatArray[],
  first?: number,
) => void;

/** In what a program runs: WebAssembly's vectors, printed JavaScript, or loops over blocks for pages that forbid both. */
export type RowForm = "wasm" | "javascript" | "interpreter";

/** A program as a step of `runParallel`, to be run before any other program is. */
export interface RowStep {
  readonly step: KernelStep;
  /** Asked when it has run: false where rows were not as the program had assumed. Then it has been compiled anew, and all must be asked for and run once more. */
  readonly isDone: () => boolean;
}

/** A program that knows its form. */
export type RowProgram = CompiledRows & {
  readonly form: RowForm;
  /**
   * The program for arrays that lie in the kernels' memory, of the type that is computed in (indices as int32), from their addresses: inputs, then outputs. Undefined where it is no WebAssembly.
   *
   * Behind the last row there must be room for those that fill a vector's lanes, with numbers and indices as rows may have; blocks begin at multiples of 4 rows.
   */
  readonly stepOver?: (addresses: readonly number[]) => RowStep;
};

export interface ProgramOptions {
  /** Default "auto": the first of wasm, javascript and interpreter that the function, the machine and the page allow. */
  readonly form?: RowForm | "auto";
  /** What is computed in, in WebAssembly; the other forms compute in float64 and round at the end. Default "float64". */
  readonly dtype?: "float32" | "float64";
  /** In WebAssembly, the same bits on every machine: no fused multiplications, which some have and others have not. Default false. */
  readonly deterministic?: boolean;
}
