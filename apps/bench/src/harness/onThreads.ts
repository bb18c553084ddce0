import { startThreads, stopThreads } from "@surprisal/kernels";
import { processClock, timed } from "./clock.ts";
import type { Contender, RemoteRunner } from "./work.ts";

/** A contender of ours whose kernels use threads where there are some. */
export const usingThreads = (contender: Contender): Contender => ({
  ...contender,
  onThreads: (threads) => ({
    ...contender,
    threads,
    prepare: async (): Promise<RemoteRunner> => {
      const runner = await contender.prepare();
      if (!("run" in runner))
        throw new TypeError("usingThreads: the contender runs in another process, expected one that runs here");
      const { run, result, close } = runner;
      return {
        // Only as long as it is measured, so that nobody else finds them; first a turn that tells them of the kernels.
        measure: (turns) =>
          withThreads(threads, async () => {
            await run();
            return timed(processClock, turns, run);
          }),
        result: () =>
          withThreads(threads, async () => {
            await run();
            return result();
          }),
        ...(close && { close }),
      };
    },
  }),
});

async function withThreads<T>(threads: number, run: () => Promise<T>): Promise<T> {
  const started = await startThreads(threads);
  try {
    if (started !== threads) throw new Error(`${started} threads started, expected ${threads}`);
    return await run();
  } finally {
    await stopThreads();
  }
}
