import { allocate } from "@surprisal/kernels";

export type Floats = Float32Array | Float64Array;
export type FloatArray = typeof Float32Array | typeof Float64Array;

export const types: readonly FloatArray[] = [Float32Array, Float64Array];

/** Numbers of all sizes and both signs, no two alike. */
export function someNumbers(Type: FloatArray, length: number, seed = 1): Floats {
  return new Type(length).map((_, i) => Math.sin((i + 1) * 12.9898 * seed) * 10 ** ((i * 7) % 5) * 0.1);
}

/** The same numbers: in a plain array; in the kernels' memory from some bytes behind a line of the caches on. What is around them is NaN. */
export function everywhere(
  numbers: Floats,
): readonly { readonly where: string; readonly array: Floats; readonly free: () => void }[] {
  const Type = numbers.constructor as FloatArray;
  const { BYTES_PER_ELEMENT: bytes } = numbers;
  const plain: Floats = new Type(numbers.length + 7).fill(NaN).subarray(3, 3 + numbers.length);
  plain.set(numbers);
  const inMemory = [0, 1, 3].map((shift) => {
    const block = allocate((numbers.length + 8) * bytes);
    const around: Floats = block.array<Floats>(Type).fill(NaN);
    const array = around.subarray(shift, shift + numbers.length);
    array.set(numbers);
    return { where: `in memory, ${shift * bytes} bytes on`, array, free: () => block.free() };
  });
  return [{ where: "in a plain array", array: plain, free: () => {} }, ...inMemory];
}

/** Every length from 0 to 67, and some around what is worked on at a time. */
export const lengths = [...Array.from({ length: 68 }, (_, n) => n), 4095, 4096, 4097, 8192, 8195, 16_387, 40_001];

/** Is the NaN still there around what came from `everywhere`? The first of a block has nothing before it. */
export function isUntouchedAround({ buffer, byteOffset, byteLength, constructor }: Floats): boolean {
  const Type = constructor as { new (buffer: ArrayBufferLike, byteOffset: number, length: number): Floats };
  const bytes = (constructor as FloatArray).BYTES_PER_ELEMENT;
  const at = (place: number): boolean => Number.isNaN(new Type(buffer, place, 1)[0]);
  return at(byteOffset + byteLength) && (byteOffset % 64 === 0 || at(byteOffset - bytes));
}
