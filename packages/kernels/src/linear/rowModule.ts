import type { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { kernelModule } from "../kernelModule.ts";
import type { ThreadedModule } from "../threads/threadedModule.ts";
import type { ReadOptions } from "./rowOptions.ts";
import type { StoredLanes } from "./storedLanes.ts";
import { addTotals } from "./totalKernel.ts";

/** The kernels of a layout, made once for each kind of numbers and number of outputs. */
export function rowModule(
  layout: string,
  { lanes, outputs, deterministic }: ReadOptions,
  addKernels: (module: ModuleBuilder, lanes: StoredLanes, outputs: number) => void,
): ThreadedModule {
  const { stored, computed } = lanes;
  const name = `${layout} rows ${stored.name} ${computed.name} ${outputs}`;
  return kernelModule(name, deterministic, (module) => {
    addKernels(module, lanes, outputs);
    addTotals(module, lanes, outputs);
  });
}
