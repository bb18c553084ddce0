import { allocate } from "@surprisal/kernels";
import type { Precision } from "../harness/work.ts";

/** Numbers in either precision. Not in shared memory, which not every peer takes. */
export type Numbers = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** The same numbers in the precision that a contender takes. */
export function inPrecision(numbers: Float32Array<ArrayBuffer>, precision: Precision): Numbers {
  return precision === "float32" ? numbers : Float64Array.from(numbers);
}

/** A copy in the memory of the kernels, where they work on it in place. */
export function inKernelMemory<T extends Numbers>(numbers: T): T {
  const block = allocate(numbers.byteLength);
  const copy = numbers instanceof Float32Array ? block.array(Float32Array) : block.array(Float64Array);
  copy.set(numbers);
  // Of the same type.
  return copy as T;
}

/** The mean, its sum without rounding errors that grow with the count (Neumaier). */
export function meanOf(numbers: ArrayLike<number>): number {
  let [sum, lost] = [0, 0];
  for (let i = 0; i < numbers.length; i++) {
    const each = numbers[i] as number;
    const next = sum + each;
    lost += Math.abs(sum) >= Math.abs(each) ? sum - next + each : each - next + sum;
    sum = next;
  }
  return (sum + lost) / numbers.length;
}
