import type { Floats } from "../matmul/matrixProduct.ts";
import { allocate, isInKernelMemory } from "../memory/kernelMemory.ts";
import { onePerType } from "../onePerType.ts";
import { ThreadedModule } from "../threads/threadedModule.ts";
import { factorModule } from "./factorModule.ts";

/** The kernels for arrays of a type. */
export const factorKernels = onePerType((lanes, relaxed) => new ThreadedModule(factorModule(lanes, relaxed).bytes()));

/** Runs with the address of an array in the kernels' memory: its own, or that of a copy, which is copied back if it is `written`. */
export function withAddress<T>(array: Floats, written: boolean, run: (address: number) => T): T {
  if (isInKernelMemory(array)) return run(array.byteOffset);
  const block = allocate(array.byteLength);
  const view = (): Floats => (array instanceof Float32Array ? block.array(Float32Array) : block.array(Float64Array));
  try {
    view().set(array);
    const result = run(block.offset);
    if (written) array.set(view());
    return result;
  } finally {
    block.free();
  }
}
