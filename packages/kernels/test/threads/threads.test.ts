import { Worker } from "node:worker_threads";
import {
  allocate,
  backendInfo,
  i32,
  kernelMemoryImport,
  ModuleBuilder,
  type KernelRange,
  runParallel,
  startThreads,
  stopThreads,
  ThreadedModule,
  threadSlots,
} from "@surprisal/kernels";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { tryouts } from "./kernels.ts";

const kernels = tryouts();
afterEach(async () => {
  vi.restoreAllMocks();
  await stopThreads();
});

const run = (module: ThreadedModule, kernel: string, args: readonly number[], range: KernelRange): void =>
  runParallel([{ module, kernel, args }], range);

/** The threads that took part in 60 blocks, and how many blocks were done. */
function whoWorks(): { readonly threads: ReadonlySet<number>; readonly done: number } {
  const block = allocate(60 * 4);
  const found = block.array(Int32Array).fill(-1);
  run(kernels, "whoWorks", [block.offset], { from: 0, to: 60, grain: 1 });
  const threads = new Set(found);
  const done = found.filter((thread) => thread >= 0).length;
  block.free();
  return { threads, done };
}

describe("startThreads", () => {
  it("starts as many as were asked for, more or fewer later", async () => {
    expect(backendInfo().threads).toBe(1);
    for (const count of [3, 2, 4, 1]) {
      expect(await startThreads(count)).toBe(count);
      expect(backendInfo()).toMatchObject({ threads: count, notes: [] });
      expect(threadSlots()).toBe(count);
      const { done, threads } = whoWorks();
      expect(done).toBe(60);
      expect(Math.max(...threads)).toBeLessThan(count);
    }
  });

  it("one after the other, where it is called twice at a time", async () => {
    expect(await Promise.all([startThreads(3), startThreads(2), stopThreads(), startThreads(2)])).toEqual([
      3,
      2,
      undefined,
      2,
    ]);
    expect(whoWorks().done).toBe(60);
  });

  it("refuses what is no number of threads", () => {
    for (const count of [0, 1.5, NaN, 257])
      expect(() => startThreads(count)).toThrow(
        new RangeError(`startThreads: count is ${count}, expected a whole number from 1 to 256`),
      );
  });

  it("takes workers that the caller makes, and goes on without one that ends", async () => {
    const made: Worker[] = [];
    const worker = () => {
      made.push(new Worker(new URL("../../src/threads/worker.ts", import.meta.url)));
      return made.at(-1) as Worker;
    };
    expect(await startThreads(3, { worker })).toBe(3);
    expect(whoWorks().done).toBe(60);
    await made[0]?.terminate();
    expect(backendInfo()).toMatchObject({ threads: 2, notes: ["threads: a worker has ended: it was ended"] });
    expect(threadSlots()).toBe(3);
    expect(whoWorks().done).toBe(60);
    expect(await startThreads(3)).toBe(3);
    expect(backendInfo().notes).toEqual([]);
    expect(whoWorks().done).toBe(60);
  });

  it("says why a worker did not start, and goes on without", async () => {
    const worker = () => new Worker("throw new Error('no threads today')", { eval: true });
    expect(await startThreads(2, { worker })).toBe(1);
    expect(backendInfo().notes).toEqual(["threads: a worker did not start: Error: no threads today"]);
    expect(whoWorks().threads).toEqual(new Set([0]));
  });

  it("one thread where this one may not wait", async () => {
    vi.spyOn(Atomics, "wait").mockImplementation(() => {
      throw new TypeError("Atomics.wait cannot be called in this context");
    });
    expect(await startThreads(2)).toBe(1);
    expect(backendInfo().notes).toEqual(["threads: the main thread of a browser may not wait (a Worker may)"]);
  });
});

describe("runParallel", () => {
  beforeEach(async () => void (await startThreads(2)));

  it("lets workers take part", () => {
    // A busy machine may let the worker wait.
    let threads: ReadonlySet<number> = new Set();
    for (let attempt = 0; attempt < 200 && threads.size < 2; attempt++) ({ threads } = whoWorks());
    expect(threads).toEqual(new Set([0, 1]));
  });

  it("gives the same bits with 1, 2, 3 and 8 threads", async () => {
    const [from, to, grain] = [17, 100_000, 640];
    const block = allocate(Math.ceil((to - from) / grain) * 8);
    const results = [];
    for (const count of [1, 2, 3, 8]) {
      await startThreads(count);
      const sums = block.array(Float64Array).fill(NaN);
      run(kernels, "sums", [block.offset, grain], { from, to, grain });
      results.push([...sums]);
    }
    for (const each of results) expect(each).toEqual(results[0]);
    block.free();
  });

  it("runs all steps of a block, and blocks that are together, on one thread in order", async () => {
    const [to, grain, together] = [100, 2, 5];
    const rows = grain * together;
    const block = allocate((to / rows) * 4);
    const found = block.array(Int32Array);
    const expected = new Int32Array(to / rows);
    for (let first = 0; first < to; first += grain) {
      const place = Math.floor(first / rows);
      expected[place] = Math.imul(expected[place] as number, 31) + first;
    }
    for (const count of [1, 2, 3]) {
      await startThreads(count);
      const scratch = allocate(4 * threadSlots());
      found.fill(0);
      const steps = [
        { module: kernels, kernel: "keep", args: [scratch.offset] },
        { module: kernels, kernel: "workIn", args: [block.offset, scratch.offset, rows] },
      ];
      runParallel(steps, { from: 0, to, grain, together });
      expect(found).toEqual(expected);
      scratch.free();
    }
    block.free();
  });

  it("runs what is empty or one block here", () => {
    const block = allocate(8);
    const found = block.array(Int32Array).fill(-1);
    run(kernels, "whoWorks", [block.offset], { from: 1, to: 1, grain: 1 });
    expect([...found]).toEqual([-1, -1]);
    run(kernels, "whoWorks", [block.offset], { from: 1, to: 2, grain: 5 });
    expect([...found]).toEqual([-1, 0]);
    block.free();
  });

  it("does what else there is to do once, also where there is nothing to share or it fails", async () => {
    const block = allocate(60 * 4);
    const step = { module: kernels, kernel: "whoWorks", args: [block.offset] };
    for (const count of [2, 1]) {
      await startThreads(count);
      for (const to of [0, 1, 60]) {
        const found = block.array(Int32Array).fill(-1);
        const meanwhile = vi.fn<() => void>();
        runParallel([step], { from: 0, to, grain: 1 }, meanwhile);
        expect(meanwhile).toHaveBeenCalledOnce();
        expect(found.filter((thread) => thread >= 0)).toHaveLength(to);
      }
      const fail = (): void => {
        throw new Error("no time");
      };
      expect(() => runParallel([step], { from: 0, to: 60, grain: 1 }, fail)).toThrow("failed: Error: no time");
    }
    block.free();
    expect(whoWorks().done).toBe(60);
  });

  it("throws what a kernel fails with in a worker, and goes on", () => {
    let failures = 0;
    for (let attempt = 0; attempt < 200 && failures < 3; attempt++) {
      try {
        run(kernels, "fails", [0], { from: 0, to: 60, grain: 1 });
      } catch (error) {
        expect((error as Error).message).toBe("runParallel: fails failed: RuntimeError: divide by zero");
        failures++;
      }
    }
    expect(failures).toBe(3);
    expect(backendInfo().threads).toBe(2);
    expect(whoWorks().done).toBe(60);
  });

  it("throws what a kernel fails with here, when nobody is in it any more", () => {
    for (const to of [1, 60])
      expect(() => run(kernels, "fails", [1], { from: 0, to, grain: 1 })).toThrow(
        "runParallel: fails failed: RuntimeError: divide by zero",
      );
    expect(whoWorks().done).toBe(60);
  });

  it("runs on this thread alone what a kernel calls it for", () => {
    const inner: unknown[] = [];
    const outer = tryouts();
    const { whoWorks: original } = outer.exports;
    const nesting = Object.assign(Object.create(outer), {
      exports: {
        ...outer.exports,
        whoWorks: (...args: number[]) => {
          inner.push([...whoWorks().threads]);
          return original!(...args);
        },
      },
    }) as ThreadedModule;
    const block = allocate(60 * 4);
    run(nesting, "whoWorks", [block.offset], { from: 0, to: 60, grain: 1 });
    expect(inner.length).toBeGreaterThan(0);
    for (const threads of inner) expect(threads).toEqual([0]);
    block.free();
  });

  it("knows more modules than a worker keeps", () => {
    const modules = Array.from({ length: 140 }, (_, n) => {
      const module = new ModuleBuilder({ memory: kernelMemoryImport() });
      module.function("put", { parameters: ["i32", "i32"], export: true }, (f, at, first) =>
        f.store(i32.add(at, i32.mul(first, 4)), i32.const(n)),
      );
      return new ThreadedModule(module.bytes());
    });
    const block = allocate(50 * 4);
    for (let round = 0; round < 3; round++)
      for (const [n, module] of modules.entries()) {
        run(module, "put", [block.offset], { from: 0, to: 50, grain: 1 });
        expect(block.array(Int32Array).every((each) => each === n)).toBe(true);
      }
    block.free();
  });

  it("refuses what it cannot run", () => {
    expect(() => run(kernels, "wrong", [], { from: 0, to: 9, grain: 1 })).toThrow(
      new TypeError("runParallel: the module exports no wrong"),
    );
    expect(() => run(kernels, "sums", [], { from: 0, to: 9, grain: 0 })).toThrow(
      new RangeError("runParallel: grain is 0, expected at least 1"),
    );
    const step = { module: kernels, kernel: "sums", args: [] };
    expect(() => runParallel([step], { from: 0, to: 9, grain: 1, together: 0.5 })).toThrow(
      new RangeError("runParallel: together is 0.5, expected at least 1"),
    );
  });
});
