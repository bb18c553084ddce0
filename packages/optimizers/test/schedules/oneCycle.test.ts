import { expect, test } from "vitest";
import { oneCycle } from "../../src/index.ts";

/** PyTorch's OneCycleLR with cosine annealing in two phases, as its source states it. */
function torchOneCycle(
  step: number,
  maxLr: number,
  total: number,
  pctStart: number,
  div: number,
  finalDiv: number,
): number {
  const initial = maxLr / div;
  const min = initial / finalDiv;
  const anneal = (start: number, end: number, pct: number): number =>
    end + ((start - end) / 2) * (Math.cos(Math.PI * pct) + 1);
  const up = pctStart * total - 1;
  const last = total - 1;
  return step <= up ? anneal(initial, maxLr, step / up) : anneal(maxLr, min, (step - up) / (last - up));
}

test("as PyTorch's OneCycleLR", () => {
  const schedule = oneCycle({ peak: 0.1, steps: 50 });
  const other = oneCycle({ peak: 2, steps: 33, warmupShare: 0.25, initialDivisor: 10, finalDivisor: 100 });
  for (let step = 0; step < 50; step++)
    expect(schedule(step)).toBeCloseTo(torchOneCycle(step, 0.1, 50, 0.3, 25, 1e4), 14);
  for (let step = 0; step < 33; step++) expect(other(step)).toBeCloseTo(torchOneCycle(step, 2, 33, 0.25, 10, 100), 14);
});

test("worked values: 1/25, the peak at 0.3 · 100 − 1, 1/250000 at the end and after", () => {
  const schedule = oneCycle({ peak: 1, steps: 100 });
  expect(schedule(0)).toBeCloseTo(0.04, 15);
  expect(schedule(29)).toBe(1);
  expect(schedule(64)).toBeCloseTo((1 + 4e-6) / 2, 14);
  expect(schedule(99)).toBeCloseTo(4e-6, 15);
  expect(schedule(1000)).toBe(schedule(99));
});

test.each([
  [{ peak: 0, steps: 10 }, "peak is 0"],
  [{ peak: 1, steps: 3 }, "steps is 3"],
  [{ peak: 1, steps: 10, warmupShare: 1 }, "warmupShare is 1"],
  [{ peak: 1, steps: 10, initialDivisor: 0 }, "initialDivisor is 0"],
  [{ peak: 1, steps: 10, finalDivisor: Number.NaN }, "finalDivisor is NaN"],
])("rejects %o", (options, message) => {
  expect(() => oneCycle(options)).toThrow(`oneCycle: ${message}`);
});
