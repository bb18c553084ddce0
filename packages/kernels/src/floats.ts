import { f32x4, f64x2, type Lanes } from "./assembler/lanes.ts";
import { supports } from "./assembler/supports.ts";
import { refuseWithoutWebAssembly } from "./assembler/webAssembly.ts";
import type { ArrayType, Block } from "./memory/block.ts";
import { kernelMemory } from "./memory/kernelMemory.ts";

/** Numbers of either type. */
export type Floats = Float32Array | Float64Array;

/** Refuses a page or an engine that cannot run kernels. */
export function checkWebAssembly(unit: string): void {
  if (!supports.simd) refuseWithoutWebAssembly(unit);
}

/** The lanes of arrays, given by their names, that must all be of one type. */
export function lanesOf(unit: string, arrays: Readonly<Record<string, Floats>>): Lanes {
  const [[firstName, first], ...others] = Object.entries(arrays) as [[string, Floats], ...[string, Floats][]];
  const refuse = (name: string, found: unknown, expected: string): never => {
    const type = ArrayBuffer.isView(found) ? `a ${found.constructor.name}` : typeof found;
    throw new TypeError(`${unit}: ${name} is ${type}, expected ${expected}`);
  };
  for (const lanes of [f32x4, f64x2]) {
    if (!(first instanceof lanes.arrayType)) continue;
    for (const [name, array] of others)
      if (!(array instanceof lanes.arrayType)) refuse(name, array, `a ${lanes.arrayType.name} as ${firstName}`);
    return lanes;
  }
  return refuse(firstName, first, "a Float32Array or a Float64Array");
}

/** A block as numbers of a type. */
export const numbersOf = (block: Block, { arrayType }: Lanes): Floats => block.array<Floats>(arrayType);

/** Numbers in the kernels' memory, from an address on. */
export const numbersAt = (address: number, count: number, { arrayType }: Lanes): Floats =>
  new (arrayType as ArrayType<Floats>)(kernelMemory().buffer, address, count);
