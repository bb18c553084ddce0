import type { RunOptions } from "./harness/runCase.ts";

/** How long contenders are warmed up, and how often they are measured. */
export const runOptions: RunOptions = {
  warmUp: 0.2,
  longWarmUp: 1,
  long: 1,
  short: 0.05,
  budget: 0.8,
  repeats: { fewest: 3, most: 11 },
  repeatTime: 0.02,
};
