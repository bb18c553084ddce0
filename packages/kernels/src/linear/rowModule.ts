import { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { kernelMemoryImport } from "../memory/kernelMemory.ts";
import { ThreadedModule } from "../threads/threadedModule.ts";
import type { ReadOptions } from "./rowOptions.ts";
import type { StoredLanes } from "./storedLanes.ts";
import { addTotals } from "./totalKernel.ts";

const known = new Map<string, ThreadedModule>();

/** The kernels of a layout, made once for each kind of numbers and number of outputs. */
export function rowModule(
  layout: string,
  { lanes, outputs, relaxed }: ReadOptions,
  addKernels: (module: ModuleBuilder, lanes: StoredLanes, outputs: number) => void,
): ThreadedModule {
  const { stored, computed } = lanes;
  const key = [layout, stored.name, computed.name, outputs, relaxed].join();
  let kernels = known.get(key);
  if (kernels === undefined) {
    const module = new ModuleBuilder({ relaxed, memory: kernelMemoryImport() });
    addKernels(module, lanes, outputs);
    addTotals(module, lanes, outputs);
    known.set(key, (kernels = new ThreadedModule(module.bytes())));
  }
  return kernels;
}
