import { isInKernelMemory } from "../memory/kernelMemory.ts";
import { Scratch } from "../memory/scratch.ts";
import type { ThreadedModule } from "../threads/threadedModule.ts";
import { runParallel } from "../threads/threads.ts";
import type { Floats } from "./floats.ts";

/** An array, and what a kernel does with it. */
export interface Operand {
  readonly array: Floats;
  /** Default false. */
  readonly isWritten?: boolean;
  /** Whether it is read, too, where it is written. Default true. */
  readonly isRead?: boolean;
}

/** Numbers that are copied in and out at a time: they stay in the second cache. */
const chunk = 8192;
/** Numbers of a block of work for a thread. */
const grain = 16_384;

const scratch = new Scratch();

/**
 * Runs a kernel over arrays of one length: (…addresses, …numbers, first, end, thread). What lies in the kernels' memory is worked on in place, by all
 * threads where everything does; the rest is copied in and out, a piece at a time.
 */
export function runOverArrays(
  module: ThreadedModule,
  kernel: string,
  operands: readonly Operand[],
  numbers: readonly number[],
): void {
  const [{ array: first }] = operands as [Operand];
  const { length, BYTES_PER_ELEMENT: bytes } = first;
  // Before anything lets the memory grow, whereupon views may be empty: what lies in it stays where it is.
  const fixed = operands.map(({ array }) => (isInKernelMemory(array) ? array.byteOffset : undefined));
  if (fixed.every((each) => each !== undefined)) {
    runParallel([{ module, kernel, args: [...fixed, ...numbers] }], { from: 0, to: length, grain });
    return;
  }
  const block = scratch.reserve(operands.length * chunk * bytes);
  const whole = first instanceof Float32Array ? block.array(Float32Array) : block.array(Float64Array);
  const copied = [...operands.entries()].filter(([n]) => fixed[n] === undefined);
  for (let from = 0; from < length; from += chunk) {
    const to = Math.min(from + chunk, length);
    for (const [n, { array, isRead = true }] of copied) if (isRead) whole.set(array.subarray(from, to), n * chunk);
    const addresses = fixed.map((each, n) =>
      each === undefined ? block.offset + n * chunk * bytes : each + from * bytes,
    );
    module.exports[kernel]!(...addresses, ...numbers, 0, to - from, 0);
    for (const [n, { array, isWritten = false }] of copied) {
      if (isWritten) array.set(whole.subarray(n * chunk, n * chunk + to - from), from);
    }
  }
}
