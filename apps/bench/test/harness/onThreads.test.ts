import { backendInfo } from "@surprisal/kernels";
import { expect, it } from "vitest";
import { usingThreads } from "../../src/harness/onThreads.ts";
import type { Contender } from "../../src/harness/work.ts";

it("runs on threads only as long as it is measured", async () => {
  const seen: number[] = [];
  const contender: Contender = usingThreads({
    name: "kernel",
    side: "ours",
    precision: "float32",
    prepare: () => ({
      run: () => seen.push(backendInfo().threads),
      result: () => ({ value: [seen.length] }),
      close: () => seen.push(0),
    }),
  });
  expect(contender.threads).toBeUndefined();
  const threaded = contender.onThreads!(2);
  expect(threaded).toMatchObject({ name: "kernel", threads: 2 });
  const runner = await threaded.prepare();
  if (!("measure" in runner)) throw new TypeError("expected one that measures itself");
  const { wall } = await runner.measure(3);
  expect(wall).toBeGreaterThan(0);
  // One turn before those that are measured.
  expect(seen).toEqual([2, 2, 2, 2]);
  expect(backendInfo().threads).toBe(1);
  expect(await runner.result()).toEqual({ value: [5] });
  runner.close?.();
  expect(seen.at(-1)).toBe(0);
});
