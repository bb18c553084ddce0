import { allocate, startThreads, stopThreads } from "@surprisal/kernels";
import { timed, type Clock, type Spent } from "../harness/clock.ts";
import type { FloorRates, Floors } from "../harness/report.ts";
import { bytesOfLine, floorKernels, operationsOf, runAlone, runShared, type Run } from "./floorKernels.ts";

/** How many bytes are gone through: as fit into the second cache, into the third of most machines or of some, and into hardly any. */
const footprints = [2 ** 18, 2 ** 23, 3 * 2 ** 23, 2 ** 26, 2 ** 27, 2 ** 28] as const;
/** Turns of arithmetic: some 20 ms. */
const turns = 1e7;

/** What one core of this machine does at most, and two, if it has as many: the rates that floors are computed from. */
export async function measureFloors(clock: Clock): Promise<Floors> {
  const module = floorKernels();
  const block = allocate(Math.max(...footprints));
  // Written once, so that every page is there.
  block.array(Uint8Array).fill(1);
  const one = await rates(clock, "processor", block.offset, runAlone(module));
  const started = await startThreads(2);
  // The wall's time is what threads are for.
  const twoThreads = started === 2 ? await rates(clock, "wall", block.offset, runShared(module)) : undefined;
  await stopThreads();
  block.free();
  return { ...one, ...(twoThreads && { twoThreads }) };
}

async function rates(clock: Clock, time: keyof Spent, at: number, run: Run): Promise<FloorRates> {
  const bandwidth = [];
  for (const footprint of footprints) {
    const lines = footprint / bytesOfLine;
    bandwidth.push({
      footprint,
      read: await bestRate(clock, time, footprint, () => run("read", [at], lines)),
      copy: await bestRate(clock, time, footprint, () => run("copy", [at + footprint / 2, at], lines / 2)),
    });
  }
  return {
    bandwidth,
    multiplyAdd: {
      float32: await bestRate(clock, time, operationsOf("float32") * turns, () => run("float32", [], turns)),
      float64: await bestRate(clock, time, operationsOf("float64") * turns, () => run("float64", [], turns)),
    },
  };
}

/** An amount by the time it takes, the best of several repeats: a floor is what nothing has disturbed. */
async function bestRate(clock: Clock, time: keyof Spent, amount: number, run: () => unknown): Promise<number> {
  const repeats = Math.max(1, Math.ceil(2 ** 27 / amount));
  let least = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < 9; repeat++)
    least = Math.min(least, (await timed(clock, repeats, run))[time] / repeats);
  return amount / least;
}
