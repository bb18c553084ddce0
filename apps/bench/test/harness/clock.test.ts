import { expect, it } from "vitest";
import { processClock, timed } from "../../src/harness/clock.ts";
import { fakeClock } from "../fakeClock.ts";

it("times so many turns, promises included", async () => {
  const { clock, pass } = fakeClock();
  expect(await timed(clock, 3, () => pass(2))).toEqual({ processor: 6, wall: 12 });
  const later = async (): Promise<void> => {
    await Promise.resolve();
    pass(5);
  };
  expect(await timed(clock, 2, later)).toEqual({ processor: 10, wall: 20 });
});

it("reads the processor and the wall in seconds", async () => {
  const { processor, wall } = await timed(processClock, 1, () => {
    const end = performance.now() + 20;
    while (performance.now() < end);
  });
  expect(wall).toBeGreaterThanOrEqual(0.02);
  expect(processor).toBeGreaterThan(0);
  expect(wall).toBeLessThan(20);
});
