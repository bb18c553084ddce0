import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { allocate, runParallel, startThreads } from "@surprisal/kernels";
import { tryouts } from "./kernels.ts";

// A script of its own: in as many threads as it is told, it computes the same sums on two threads each, and does not stop them.

async function sums(): Promise<string> {
  const threads = await startThreads(2);
  const kernels = tryouts();
  const block = allocate(100 * 8);
  const found = block.array(Float64Array);
  for (let round = 0; round < 100; round++)
    runParallel([{ module: kernels, kernel: "sums", args: [block.offset, 500] }], { from: 0, to: 50_000, grain: 500 });
  return `${threads} threads: ${found.reduce((sum, each) => sum + each, 0)}`;
}

if (isMainThread) {
  const callers = Number(process.argv[2]);
  const others = Array.from({ length: callers - 1 }, () => {
    const worker = new Worker(new URL(import.meta.url));
    return new Promise((resolve) => worker.once("message", resolve));
  });
  for (const line of await Promise.all([sums(), ...others])) console.log(line);
} else {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
  parentPort?.postMessage(await sums());
}
