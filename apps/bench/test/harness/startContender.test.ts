import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ContenderProcess } from "../../src/harness/ownProcess.ts";
import { startContender } from "../../src/harness/startContender.ts";
import { works } from "./fewWorks.ts";

const names = { module: join(import.meta.dirname, "fewWorks.ts"), work: "some work", size: "one" };

function start(name: string, threads?: number): Promise<ContenderProcess> {
  const contender = works[0]?.sizes[0]?.make().contenders.find((each) => each.name === name);
  if (!contender) throw new TypeError(`there is no ${name}`);
  return startContender({ ...contender, ...(threads !== undefined && { threads }) }, names);
}

describe("startContender", () => {
  it("has a process that times turns, tells the memory of one, and gives results of either type", async () => {
    const process = await start("sound");
    // What a platform does not tell is 0.
    expect(await process.memory()).toBeGreaterThanOrEqual(0);
    const { processor, wall } = await process.measure(3, 1);
    expect(wall).toBeGreaterThanOrEqual(0.006);
    expect(processor).toBeGreaterThan(0);
    expect(await process.result()).toEqual({ few: Float32Array.of(1, 2.5), threads: Float64Array.of(1) });
    await process.stop();
  });

  it("has threads of its own in it", async () => {
    const process = await start("sound", 2);
    await process.measure(1, 0);
    expect(await process.result()).toMatchObject({ threads: Float64Array.of(2) });
    await process.stop();
  });

  it("does not take for an answer what a library prints", async () => {
    const process = await start("talking");
    const { wall } = await process.measure(2, 0);
    expect(wall).toBeGreaterThan(0);
    await process.stop();
  });

  it("says how a process has ended, and what it said last", async () => {
    const throwing = await start("throwing");
    await expect(throwing.measure(1, 0)).rejects.toThrow("its process ended (code 1): Error: no such kernel");
    await throwing.stop();
    const aborting = await start("aborting");
    await expect(aborting.measure(1, 0)).rejects.toThrow("its process ended (SIGABRT)");
    await aborting.stop();
  });

  it.each([1, 2])("has a process for a load, on %d threads", async (threads) => {
    // Some 4 ms, or 2: no two cores do as many as 4e11 operations a second at 128 bits.
    const passes = [{ kernel: "float32", at: [], count: 2e6 }] as const;
    const load = { boundBy: "arithmetic", bytes: 0, passes, share: 1 } as const;
    const process = await startContender({ name: "floor", side: "floor", precision: "float32", threads, load }, names);
    const { wall } = await process.measure(3, 1);
    expect(wall).toBeGreaterThan((3 * 96 * 2e6) / 4e11);
    expect(await process.result()).toEqual({});
    await process.stop();
  });

  it("refuses a name that two contenders have", async () => {
    await expect(start("twin")).rejects.toThrow("are 2 contenders, expected one of JavaScript");
  });
});
