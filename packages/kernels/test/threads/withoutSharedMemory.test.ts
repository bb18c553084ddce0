import { expect, it, vi } from "vitest";

it("one thread and a memory of its own where nothing can be shared", async () => {
  vi.stubGlobal("SharedArrayBuffer", undefined);
  const { allocate, backendInfo, kernelMemory, runParallel, startThreads, stopThreads } =
    await import("@surprisal/kernels");
  expect(await startThreads(4)).toBe(1);
  expect(backendInfo()).toMatchObject({ sharedMemory: false, threads: 1 });
  expect(backendInfo().notes).toEqual([
    "threads: there is no SharedArrayBuffer (a page has it if it is cross-origin isolated, by its headers COOP and COEP)",
  ]);
  expect(kernelMemory().buffer).toBeInstanceOf(ArrayBuffer);
  const { tryouts } = await import("./kernels.ts");
  const block = allocate(24);
  runParallel([{ module: tryouts(), kernel: "sums", args: [block.offset, 2] }], { from: 0, to: 6, grain: 2 });
  expect([...block.array(Float64Array)]).toEqual([1 + 1 / 2, 1 / 3 + 1 / 4, 1 / 5 + 1 / 6]);
  await stopThreads();
  expect(backendInfo().notes).toEqual([]);
});
