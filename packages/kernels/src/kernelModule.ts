import { ModuleBuilder } from "./assembler/moduleBuilder.ts";
import { supports } from "./assembler/supports.ts";
import { kernelMemoryImport } from "./memory/kernelMemory.ts";
import { remembered } from "./remembered.ts";
import { ThreadedModule } from "./threads/threadedModule.ts";

const all = new Map<string, ThreadedModule>();

/**
 * A module of kernels, which are written when it is first asked for by its name.
 *
 * @param deterministic - the same bits on every machine: products and sums are not fused.
 * @param among - those whose names it is one of.
 */
export function kernelModule(
  name: string,
  deterministic: boolean,
  write: (module: ModuleBuilder) => void,
  among: Map<string, ThreadedModule> = all,
): ThreadedModule {
  const relaxed = !deterministic && supports.relaxed;
  return remembered(among, `${name} ${relaxed}`, () => {
    const module = new ModuleBuilder({ relaxed, memory: kernelMemoryImport() });
    write(module);
    return new ThreadedModule(module.bytes());
  });
}
