import { supports } from "../assembler/supports.ts";
import { createMemory, type Memory, type MemoryLimits } from "../assembler/webAssembly.ts";
import { Arena } from "./arena.ts";
import type { Block } from "./block.ts";

/** 4 GiB without the last page: the end of a block is an i32 then, like its address. */
const mostPages = 65_535;

let memory: Memory | undefined;
let arena: Arena | undefined;

/**
 * The memory that all kernels run in, made when it is first asked for: one WebAssembly.Memory, shared where the page or engine allows it.
 * It takes nothing of the machine's memory before it is written to.
 *
 * @returns the memory; blocks of it come from `allocate`.
 * @throws an Error where there is no WebAssembly.
 * @example
 * kernelMemory() === kernelMemory() // → true
 */
export function kernelMemory(): Memory {
  return (memory ??= largestMemory(mostPages));
}

/** Where as much is refused, as in a process with limits of its own, half of it may not be: addresses are reserved at once. */
function largestMemory(maximum: number): Memory {
  try {
    return createMemory({ minimum: 1, maximum, shared: supports.threads });
  } catch (error) {
    if (!(error instanceof RangeError) || maximum < 2) throw error;
    return largestMemory(Math.floor(maximum / 2));
  }
}

/**
 * What a module says of the kernels' memory to import it.
 *
 * @returns the option `memory` of `ModuleBuilder`.
 * @example
 * const module = new ModuleBuilder({ memory: kernelMemoryImport() })
 * module.function("first", { parameters: ["i32"], result: "f64", export: true }, (f, at) => f.return(f64.load(at)))
 * const block = allocate(8)
 * block.array(Float64Array)[0] = 5
 * module.instantiate(kernelMemory()).first(block.offset) // → 5
 */
export function kernelMemoryImport(): Partial<MemoryLimits> {
  return supports.threads ? { maximum: 65_536, shared: true } : {};
}

/**
 * A block of the kernels' memory. It is the caller's until it is freed: nothing else gives it back. Takes the first place that is large enough, or
 * lets the memory grow.
 *
 * @param bytes - how many, from 0.
 * @returns the block, at a multiple of 64. What stood there before may still.
 * @throws RangeError where bytes is no whole number from 0, or there is no place and the memory cannot grow (4 GiB at most): it names what is needed and what there is, and all is as before.
 * @example
 * const block = allocate(20)
 * block.array(Float32Array).length // → 5
 * block.offset % 64 // → 0
 * block.free()
 */
export function allocate(bytes: number): Block {
  return (arena ??= new Arena(kernelMemory())).allocate(bytes);
}

/**
 * Does an array lie in the kernels' memory, so that kernels can take it by its address, `byteOffset`?
 *
 * @param array - any typed array.
 * @returns whether it is a view on that memory, made before or after the memory has grown.
 * @example
 * isInKernelMemory(allocate(8).array(Float64Array)) // → true
 * isInKernelMemory(new Float64Array(1)) // → false
 */
export function isInKernelMemory({ buffer }: ArrayBufferView): boolean {
  return arena?.owns(buffer) ?? false;
}
