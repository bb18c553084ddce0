import type { RunOptions } from "../src/harness/runCase.ts";

/** How a case is measured by one turn of each, on a machine with these rates. */
export const oneTurn: RunOptions = {
  long: Infinity,
  warmUp: 0,
  longWarmUp: 0,
  short: 0,
  budget: 1,
  repeats: { fewest: 1, most: 1 },
  repeatTime: 0,
};
export const rates = { bandwidth: [{ footprint: 1024, read: 8, copy: 8 }], multiplyAdd: { float32: 1, float64: 1 } };
