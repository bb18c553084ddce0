import { expect, test } from "vitest";
import { stepDecay } from "../../src/index.ts";

test("worked values, as PyTorch's StepLR documents them: 0.05 to step 29, 0.005 to 59, 0.0005 to 89", () => {
  const schedule = stepDecay({ initial: 0.05, factor: 0.1, every: 30 });
  for (const [step, rate] of [
    [0, 0.05],
    [29, 0.05],
    [30, 0.005],
    [59, 0.005],
    [60, 0.0005],
  ] as const) {
    expect(schedule(step)).toBeCloseTo(rate, 15);
  }
});

test.each([
  [{ initial: -1, factor: 1, every: 1 }, "initial is -1"],
  [{ initial: 1, factor: -0.1, every: 1 }, "factor is -0.1"],
  [{ initial: 1, factor: 1, every: 0 }, "every is 0"],
])("rejects %o", (options, message) => {
  expect(() => stepDecay(options)).toThrow(`stepDecay: ${message}`);
});
