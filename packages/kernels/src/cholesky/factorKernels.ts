import { type Floats, numbersOf } from "../floats.ts";
import type { Lanes } from "../assembler/lanes.ts";
import { kernelModule } from "../kernelModule.ts";
import { allocate, isInKernelMemory } from "../memory/kernelMemory.ts";
import { copyNumbers } from "../memory/nodeBuffers.ts";
import type { ThreadedModule } from "../threads/threadedModule.ts";
import { addFactorKernels } from "./factorModule.ts";

/** The kernels for numbers of a type. */
export const factorKernels = (lanes: Lanes, deterministic: boolean): ThreadedModule =>
  kernelModule(`cholesky ${lanes.name}`, deterministic, (module) => addFactorKernels(module, lanes));

/** Runs with the address of an array in the kernels' memory: its own, or that of a copy, which is copied back if it is `written`. */
export function withAddress(array: Floats, lanes: Lanes, written: boolean, run: (address: number) => void): void {
  if (isInKernelMemory(array)) return run(array.byteOffset);
  const block = allocate(array.byteLength);
  try {
    copyNumbers(array, 0, array.length, numbersOf(block, lanes), 0);
    run(block.offset);
    if (written) copyNumbers(numbersOf(block, lanes), 0, array.length, array, 0);
  } finally {
    block.free();
  }
}
