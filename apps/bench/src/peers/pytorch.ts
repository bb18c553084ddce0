import type { Contender } from "../harness/work.ts";
import { python, type PythonWork } from "./python.ts";

/** What makes PyTorch fast here: its widest vectors, and an allocator that keeps large blocks instead of giving them back each time. */
const tuned = {
  ATEN_CPU_CAPABILITY: "avx512",
  MALLOC_MMAP_THRESHOLD_: String(2 ** 33),
  MALLOC_TRIM_THRESHOLD_: String(2 ** 34),
  MALLOC_TOP_PAD_: String(2 ** 28),
};

/** PyTorch as it comes, and at its best settings. */
export function pyTorch(work: Omit<PythonWork, "name" | "modules">): Contender[] {
  return [
    python({ ...work, name: "PyTorch", modules: ["torch"] }),
    python({ ...work, name: "PyTorch, tuned", modules: ["torch"], environment: tuned }),
  ];
}
