import { f32x4, f64x2, type Lanes } from "../assembler/lanes.ts";
import { supports } from "../assembler/supports.ts";

export type Floats = Float32Array | Float64Array;

/** The lanes of arrays that must have one type and one length. */
export function lanesOf(unit: string, arrays: Readonly<Record<string, Floats>>): Lanes {
  const [[firstName, first], ...rest] = Object.entries(arrays) as [[string, Floats], ...[string, Floats][]];
  const lanes = first instanceof Float32Array ? f32x4 : f64x2;
  for (const [name, array] of [[firstName, first] as const, ...rest]) {
    if (!(array instanceof Float32Array || array instanceof Float64Array))
      throw new TypeError(`${unit}: ${name} is ${describe(array)}, expected a Float32Array or a Float64Array`);
    if (array.constructor !== first.constructor)
      throw new TypeError(`${unit}: ${name} is a ${describe(array)}, expected a ${describe(first)} as ${firstName}`);
    if (array.length !== first.length)
      throw new RangeError(`${unit}: ${name} has ${array.length} numbers, expected ${first.length} as ${firstName}`);
  }
  if (!supports.simd)
    throw new Error(`${unit}: there is no WebAssembly with vectors, expected an engine and a page that allow it`);
  return lanes;
}

const describe = (value: unknown): string => (ArrayBuffer.isView(value) ? value.constructor.name : typeof value);
