import type { Lanes } from "../assembler/lanes.ts";
import { checkWebAssembly, type Floats, lanesOf, numbersOf } from "../floats.ts";
import { isInKernelMemory } from "../memory/kernelMemory.ts";
import { copyNumbers } from "../memory/nodeBuffers.ts";
import { Scratch } from "../memory/scratch.ts";
import type { ThreadedModule } from "../threads/threadedModule.ts";
import { runParallel } from "../threads/threads.ts";

/** Numbers whose total reductions take apart. */
export const blockLength = 4096;
/** Blocks of bytes that are copied in and out at a time, of all arrays together: they stay in the second cache. */
const blocksAtOnce = 64;

const scratch = new Scratch();

/** The lanes of arrays that must have one type and one length. */
export function lanesOfEqual(unit: string, arrays: Readonly<Record<string, Floats>>): Lanes {
  const lanes = lanesOf(unit, arrays);
  const [[firstName, first], ...others] = Object.entries(arrays) as [[string, Floats], ...[string, Floats][]];
  for (const [name, { length }] of others)
    if (length !== first.length)
      throw new RangeError(`${unit}: ${name} has ${length} numbers, expected ${first.length} as ${firstName}`);
  checkWebAssembly(unit);
  return lanes;
}

/** What a kernel does with arrays of one length. */
export interface ArrayRun {
  readonly module: ThreadedModule;
  readonly kernel: string;
  readonly lanes: Lanes;
  readonly arrays: readonly Floats[];
  /** The arrays from here on are read. Default all. */
  readonly read?: number;
  /** So many of the arrays are written, the first ones. Default none. */
  readonly written?: number;
  /** What the kernel is told between arrays and range. */
  readonly numbers: () => readonly number[];
  /** Numbers of a block of work for a thread. */
  readonly grain?: number;
}

/**
 * Runs a kernel over arrays: (…addresses, …numbers, first, end, thread). What lies in the kernels' memory is worked on in place, by all
 * threads where everything does; the rest is copied in and out, a piece at a time.
 */
export function runOverArrays({
  module,
  kernel,
  lanes,
  arrays,
  read = 0,
  written = 0,
  numbers,
  grain = 16_384,
}: ArrayRun): void {
  const [{ length }] = arrays as [Floats];
  // Before anything lets the memory grow, whereupon views may be empty: what lies in it stays where it is.
  const fixed = arrays.map((array) => (isInKernelMemory(array) ? array.byteOffset : undefined));
  const others = numbers();
  if (fixed.every((each) => each !== undefined)) {
    runParallel([{ module, kernel, args: [...fixed, ...others] }], { from: 0, to: length, grain });
    return;
  }
  const chunk = Math.ceil(blocksAtOnce / (arrays.length * lanes.bytes)) * blockLength;
  const block = scratch.reserve(arrays.length * chunk * lanes.bytes);
  const copies = numbersOf(block, lanes);
  for (let from = 0; from < length; from += chunk) {
    const to = Math.min(from + chunk, length);
    const eachCopied = (copy: (array: Floats, n: number) => void): void => {
      for (const [n, array] of arrays.entries()) if (fixed[n] === undefined) copy(array, n);
    };
    eachCopied((array, n) => {
      if (n >= read) copyNumbers(array, from, to - from, copies, n * chunk);
    });
    // As if all of each array stood there.
    const addresses = fixed.map((each, n) => each ?? block.offset + (n * chunk - from) * lanes.bytes);
    module.exports[kernel]!(...addresses, ...others, from, to, 0);
    eachCopied((array, n) => {
      if (n < written) copyNumbers(copies, n * chunk, to - from, array, from);
    });
  }
}
