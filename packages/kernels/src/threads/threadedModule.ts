import { kernelMemory } from "../memory/kernelMemory.ts";
import { compile, type Exports, instantiate, type Module } from "../assembler/webAssembly.ts";

let count = 0;

/**
 * A module whose kernels can run on several threads: what `runParallel` takes.
 *
 * @param bytes - of `ModuleBuilder.bytes`, with `memory: kernelMemoryImport()`.
 * @throws an error where the bytes are not valid, or a page's policy forbids it.
 * @example
 * const builder = new ModuleBuilder({ memory: kernelMemoryImport() })
 * builder.function("middle", { parameters: ["i32", "i32"], result: "i32", export: true }, (f, first, end) => {
 *   f.return(i32.divU(i32.add(first, end), 2));
 * })
 * const module = new ThreadedModule(builder.bytes())
 * module.exports.middle(10, 20) // → 15
 */
export class ThreadedModule {
  readonly compiled: Module;
  /** Its functions, on this thread. */
  readonly exports: Exports;
  /** What workers know it by. */
  readonly number: number = ++count;

  constructor(bytes: Uint8Array) {
    this.compiled = compile(bytes);
    this.exports = instantiate(this.compiled, kernelMemory());
  }
}
