import { setTimeout } from "node:timers/promises";
import type { Clock } from "./harness/clock.ts";
import type { RunOptions } from "./harness/runCase.ts";

/** How long contenders are warmed up, and how often they are measured. */
export const runOptions = (clock: Clock): RunOptions => ({
  clock,
  warmUp: 0.2,
  budget: 0.8,
  repeats: { fewest: 3, most: 11 },
  repeatTime: 0.02,
  settle,
});

/** The garbage of one is not to be cleared in the time of the next: that goes on for a while beside the main thread. */
async function settle(): Promise<void> {
  // There with --expose-gc.
  globalThis.gc?.();
  await setTimeout(5);
}
