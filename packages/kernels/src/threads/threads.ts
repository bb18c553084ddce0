import { kernelMemory } from "../memory/kernelMemory.ts";
import { supports } from "../assembler/supports.ts";
import { mostArguments } from "./control.ts";
import { obstacle, parallelism, type WorkerLike } from "./createWorker.ts";
import { type Job, type Range, runBlock } from "./job.ts";
import type { ThreadedModule } from "./threadedModule.ts";
import { ThreadPool } from "./threadPool.ts";

const mostThreads = 256;

let pool: ThreadPool | undefined;
/** Why there is one thread only, although more were asked for. */
let refusal: string | undefined;
/** One change of their number at a time. */
let change: Promise<unknown> = Promise.resolve();

/** What can be said to `startThreads`. */
export interface ThreadOptions {
  /**
   * Makes a worker that runs `@surprisal/kernels/worker`: for pages whose policy allows workers from their server only (`worker-src 'self'`).
   * By default workers are made of a text, which in a page with a policy takes `worker-src blob:`.
   */
  readonly worker?: () => WorkerLike;
}

/**
 * Lets kernels run on several threads: the caller's and workers, which wait for it. Results have the same bits as with one. Can be called again
 * with another number.
 *
 * @param count - threads, from 1 to 256; by default as many as the machine runs at a time.
 * @param options - `worker`: makes a worker, where a page allows only scripts from its server.
 * @returns how many threads there are: fewer where they cannot be had, which is no error (`backendInfo().notes` tells why). One thread only where there is no
 * SharedArrayBuffer, as in a page that is not cross-origin isolated, and on the main thread of a browser, which may not wait.
 * @throws RangeError for a count out of range.
 * @example
 * await startThreads(2) // → 2
 * await stopThreads()
 */
export function startThreads(count: number = parallelism(), { worker }: ThreadOptions = {}): Promise<number> {
  if (!Number.isInteger(count) || count < 1 || count > mostThreads)
    throw new RangeError(`startThreads: count is ${count}, expected a whole number from 1 to ${mostThreads}`);
  const changed = change.then(async () => {
    refusal = supports.threads ? obstacle() : (obstacle() ?? "WebAssembly has no shared memory");
    if (refusal !== undefined) return 1;
    pool ??= new ThreadPool(kernelMemory());
    await pool.resize(count, worker);
    return pool.threads;
  });
  change = changed;
  return changed;
}

/**
 * Ends the workers that `startThreads` started. It need not be called for a process to end.
 *
 * @returns when they are ended.
 * @example
 * await stopThreads()
 * backendInfo().threads // → 1
 */
export function stopThreads(): Promise<void> {
  const changed = change.then(async () => {
    await pool?.resize(1);
    pool = undefined;
    refusal = undefined;
  });
  change = changed;
  return changed;
}

/**
 * How many numbers there are for threads, of which a kernel is given its own: that many pieces of scratch memory are needed. 1 with one thread.
 *
 * @returns one more than the largest number; it changes only while `startThreads` or `stopThreads` is awaited, or when a worker ends.
 * @example
 * threadSlots() // → 1
 */
export const threadSlots = (): number => pool?.slots ?? 1;

/** The number of threads, and why there are no more. */
export const threadState = (): { readonly threads: number; readonly trouble: string | undefined } => ({
  threads: pool?.threads ?? 1,
  trouble: refusal ?? pool?.trouble,
});

/**
 * Runs a kernel on all blocks of a range, on the threads there are (see `startThreads`), and comes back when all are done. This thread takes part.
 *
 * The kernel is called as (…args, first, end, thread) once a block: `first` is `from` plus a multiple of `grain`, `end` is `grain` more or `to`,
 * `thread` a number from 0 below `threadSlots()`, by which it finds scratch memory of its own. Blocks are the same whatever the number of threads; which thread runs one is left
 * open, and so is the order. So a kernel whose blocks write to places of their own gives the same bits on any number of threads; sums go to one place a block.
 *
 * To share work out takes some 5 µs. A block should be 10 to 50 µs of work; one block alone is run here.
 *
 * @param module - with the kernel, over the kernels' memory.
 * @param kernel - the name that the module exports it by.
 * @param args - what it is given before the range, numbers for i32, f32 and f64.
 * @param range - `from`, `to` and `grain`, the length of a block, at least 1.
 * @throws an Error with the message of what a kernel failed with, on whichever thread, when all threads are out of it; RangeError for a grain below 1.
 * @example
 * const builder = new ModuleBuilder({ memory: kernelMemoryImport() })
 * // Squares of the numbers from `first` up to `end`, behind `at`.
 * builder.function("squares", { parameters: ["i32", "i32", "i32"], export: true }, (f, at, first, end) => {
 *   f.for(first, end, 1, (i) => f.store(i32.add(at, i32.mul(i, 4)), i32.mul(i, i)));
 * })
 * const squares = new ThreadedModule(builder.bytes())
 * const block = allocate(24)
 * runParallel(squares, "squares", [block.offset], { from: 0, to: 6, grain: 4 })
 * block.array(Int32Array) // → [0, 1, 4, 9, 16, 25]
 */
export function runParallel(
  module: ThreadedModule,
  kernel: string,
  args: readonly number[],
  { from, to, grain }: Range,
): void {
  const own = module.exports[kernel];
  if (own === undefined) throw new TypeError(`runParallel: the module exports no ${kernel}`);
  if (!(grain >= 1)) throw new RangeError(`runParallel: grain is ${grain}, expected at least 1`);
  if (args.length > mostArguments)
    throw new RangeError(`runParallel: ${kernel} has ${args.length} arguments, expected at most ${mostArguments}`);
  const blocks = Math.max(0, Math.ceil((to - from) / grain));
  const job: Job = { module, name: kernel, kernel: own, args, from, to, grain, blocks };
  try {
    if (pool?.run(job) === true) return;
    for (let block = 0; block < blocks; block++) runBlock(job, block);
  } catch (cause) {
    // In the same words, whichever thread it was.
    throw new Error(`runParallel: ${kernel} failed: ${String(cause)}`, { cause });
  }
}
