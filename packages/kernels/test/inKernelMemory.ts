import { allocate, type ArrayType } from "@surprisal/kernels";

type Floats = Float32Array | Float64Array;

/** The same numbers in the kernels' memory, some bytes after a multiple of 64, with NaN around them. */
export function inKernelMemory<T extends Floats>(numbers: T): T {
  const bytes = numbers.BYTES_PER_ELEMENT;
  const Numbers: ArrayType<Floats> = bytes === 4 ? Float32Array : Float64Array;
  const own = allocate((numbers.length + 6) * bytes).array(Numbers);
  own.fill(NaN);
  own.set(numbers, 3);
  // Of the same type.
  return own.subarray(3, 3 + numbers.length) as T;
}

/** Numbers from −1 to 1 that look drawn. */
export const scattered = (start: number) => (_: unknown, i: number) => (((i + start) * 0.6180339887498949) % 1) * 2 - 1;
