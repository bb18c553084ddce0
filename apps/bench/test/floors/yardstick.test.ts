import { expect, it } from "vitest";
import { yardstick } from "../../src/floors/yardstick.ts";
import type { Load } from "../../src/harness/work.ts";

const kernels: Load["passes"] = [
  { kernel: "copy", at: [640, 0], count: 5 },
  { kernel: "read", at: [0], count: 10 },
  { kernel: "float64", at: [], count: 3 },
];

it.each([1, 2])("runs all passes, of %d threads, and has no result", (threads) => {
  const { run, result } = yardstick({ boundBy: "memory", bytes: 1280, passes: kernels, share: 1 }, threads);
  expect(run()).toBeUndefined();
  expect(result()).toEqual({});
});

it("does as much as it says", () => {
  const passes = [{ kernel: "float32", at: [], count: 1e7 }] as const;
  const { run } = yardstick({ boundBy: "arithmetic", bytes: 0, passes, share: 1 }, 1);
  const begun = performance.now();
  run();
  // No core does as many as 2e11 operations a second at 128 bits.
  expect(performance.now() - begun).toBeGreaterThan((96 * 1e7) / 2e8);
});
