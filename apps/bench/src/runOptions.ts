import type { RunOptions } from "./harness/runCase.ts";

/** How long contenders are warmed up, and how often they are measured. */
export const runOptions: RunOptions = {
  warmUp: 0.2,
  longWarmUp: 1,
  short: 0.05,
  long: 1,
  budget: 1.5,
  repeats: { fewest: 2, most: 9 },
  repeatTime: 0.02,
};
