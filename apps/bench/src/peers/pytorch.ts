import type { NativeContender } from "../harness/work.ts";
import { python, type PythonWork } from "./python.ts";

/** What makes PyTorch fast here: its widest vectors, and an allocator that keeps large blocks instead of giving them back each time. */
const tuned = {
  ATEN_CPU_CAPABILITY: "avx512",
  MALLOC_MMAP_THRESHOLD_: String(2 ** 33),
  MALLOC_TRIM_THRESHOLD_: String(2 ** 34),
  MALLOC_TOP_PAD_: String(2 ** 28),
};

type Work = Omit<PythonWork, "name" | "modules">;

/** PyTorch at its best settings. */
export const tunedPyTorch = (work: Work, name = "PyTorch, tuned"): NativeContender =>
  python({ ...work, name, modules: ["torch"], environment: tuned, usesThreads: true });

/** PyTorch as it comes, and at its best settings. */
export function pyTorch(work: Work): NativeContender[] {
  return [python({ ...work, name: "PyTorch", modules: ["torch"] }), tunedPyTorch(work)];
}
