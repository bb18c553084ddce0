import { f32x4, f64x2 } from "../assembler/lanes.ts";
import { supports } from "../assembler/supports.ts";
import type { Floats } from "../matmul/matrixProduct.ts";
import { allocate, isInKernelMemory } from "../memory/kernelMemory.ts";
import { ThreadedModule } from "../threads/threadedModule.ts";
import { factorModule } from "./factorModule.ts";

const modules = new Map<string, ThreadedModule>();

/** The kernels for arrays of a type, made when they are first asked for. */
export function factorKernels(unit: string, array: Floats, deterministic: boolean): ThreadedModule {
  if (!supports.simd) throw new Error(`${unit}: there is no WebAssembly, expected an engine and a page that allow it`);
  const lanes = array instanceof Float32Array ? f32x4 : f64x2;
  const relaxed = !deterministic && supports.relaxed;
  const key = `${lanes.name} ${relaxed}`;
  let module = modules.get(key);
  if (module === undefined) modules.set(key, (module = new ThreadedModule(factorModule(lanes, relaxed).bytes())));
  return module;
}

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
