import { createMemory, type Memory } from "@surprisal/kernels";

const bytesOfPage = 65_536;

/** The memory that all programs run in, one after the other: nothing stays in it. */
let memory: Memory | undefined;

/** The memory, with at least so many bytes. */
export function memoryOf(bytes: number): Memory {
  const pages = Math.ceil(bytes / bytesOfPage);
  memory ??= createMemory({ minimum: pages });
  const more = pages - memory.buffer.byteLength / bytesOfPage;
  if (more > 0) memory.grow(more);
  return memory;
}
