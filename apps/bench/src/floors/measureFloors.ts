import { createMemory } from "@surprisal/kernels";
import { timed, type Clock } from "../harness/clock.ts";
import type { FloorRates } from "../harness/report.ts";
import { floorKernels } from "./floorKernels.ts";

/** How many bytes are gone through: as fit into the second cache, into the third of most machines or of some, and into none. */
const footprints = [2 ** 18, 2 ** 23, 3 * 2 ** 23, 2 ** 28] as const;
const page = 2 ** 16;

/** What one core of this machine does at most: the rates that floors are computed from. */
export async function measureFloors(clock: Clock): Promise<FloorRates> {
  const largest = Math.max(...footprints);
  const memory = createMemory({ minimum: largest / page });
  // Written once, so that every page is there.
  new Uint8Array(memory.buffer).fill(1);
  const kernels = floorKernels(memory);
  const bandwidth = [];
  for (const footprint of footprints) {
    bandwidth.push({
      footprint,
      read: await bestRate(clock, footprint, () => kernels.read(0, footprint)),
      copy: await bestRate(clock, footprint, () => kernels.copy(footprint / 2, 0, footprint / 2)),
    });
  }
  const turns = 1e6;
  const multiplyAdd = async (precision: "float32" | "float64"): Promise<number> => {
    const { run, operations } = kernels.multiplyAdd[precision];
    return bestRate(clock, operations * turns, () => run(turns));
  };
  return {
    bandwidth,
    multiplyAdd: { float32: await multiplyAdd("float32"), float64: await multiplyAdd("float64") },
  };
}

/** An amount by the time it takes, the best of several repeats: a floor is what nothing has disturbed. */
async function bestRate(clock: Clock, amount: number, run: () => unknown): Promise<number> {
  const turns = Math.max(1, Math.ceil(2 ** 27 / amount));
  let least = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < 9; repeat++) {
    const { processor } = await timed(clock, turns, run);
    least = Math.min(least, processor / turns);
  }
  return amount / least;
}
