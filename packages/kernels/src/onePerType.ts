import { f32x4, f64x2, type Lanes } from "./assembler/lanes.ts";
import { supports } from "./assembler/supports.ts";

/** Refuses a page or an engine that cannot run kernels. */
export function checkWebAssembly(unit: string): void {
  if (!supports.simd) throw new Error(`${unit}: there is no WebAssembly, expected an engine and a page that allow it`);
}

/**
 * What is made when it is first asked for: once for each type of array, with fused operations or, as the same bits everywhere ask for, without.
 *
 * @returns the one for an array; it throws where there is no WebAssembly, naming who asks.
 */
export function onePerType<T>(
  make: (lanes: Lanes, relaxed: boolean) => T,
): (unit: string, array: Float32Array | Float64Array, deterministic: boolean) => T {
  const made = new Map<string, T>();
  return (unit, array, deterministic) => {
    checkWebAssembly(unit);
    const lanes = array instanceof Float32Array ? f32x4 : f64x2;
    const relaxed = !deterministic && supports.relaxed;
    const key = `${lanes.name} ${relaxed}`;
    let one = made.get(key);
    if (one === undefined) made.set(key, (one = make(lanes, relaxed)));
    return one;
  };
}
