import { allocate } from "@surprisal/kernels";
import type { Load, Runner } from "../harness/work.ts";
import { floorKernels, runAlone, runShared } from "./floorKernels.ts";

/** Does a load and nothing else, over and over; on several threads they share it. */
export function yardstick({ bytes, passes }: Load, threads: number): Runner {
  const run = (threads > 1 ? runShared : runAlone)(floorKernels());
  const block = allocate(bytes);
  // Written once, so that every page is there.
  block.array(Uint8Array).fill(1);
  const placed = passes.map((pass) => ({ ...pass, at: pass.at.map((place) => block.offset + place) }));
  return {
    run: () => {
      for (const { kernel, at, count } of placed) run(kernel, at, count);
    },
    result: () => ({}),
  };
}
