import { expect, test } from "vitest";
import { measure } from "../../src/memory/measure.ts";

test("a run tells its times, what was resident, and where it ended", async () => {
  const [first, second] = [
    await measure("op by op, 5 kB", "synchronous", 20),
    await measure("op by op, 5 kB", "scope", 20),
  ];
  expect(first.digest).toBe(second.digest);
  expect(first.resident.length).toBe(18);
  for (const each of first.resident) expect(each).toBeGreaterThan(2 ** 20);
  expect(first.processor).toBeGreaterThan(0);
  expect(first.wall).toBeGreaterThan(0);
  expect((await measure("op by op, 5 kB", "synchronous", 21)).digest).not.toBe(first.digest);
});
