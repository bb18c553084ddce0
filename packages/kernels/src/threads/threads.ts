import { kernelMemory } from "../memory/kernelMemory.ts";
import { supports } from "../assembler/supports.ts";
import { mostThreads } from "./control.ts";
import { obstacle, parallelism, type WorkerLike } from "./createWorker.ts";
import type { Job, KernelRange, KernelStep } from "./job.ts";
import { runTasks } from "./runTasks.ts";
import { ThreadPool } from "./threadPool.ts";

let pool: ThreadPool | undefined;
/** Why there is one thread only, although more were asked for. */
let refusal: string | undefined;
/** The last change of their number: there is one at a time. */
let change: Promise<unknown> = Promise.resolve();

function afterChanges<T>(make: () => Promise<T>): Promise<T> {
  const made = change.then(make, make);
  change = made;
  return made;
}

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
  return afterChanges(async () => {
    refusal = supports.threads ? obstacle() : (obstacle() ?? "WebAssembly has no shared memory");
    if (refusal !== undefined) return 1;
    pool ??= new ThreadPool(kernelMemory());
    await pool.resize(count, worker);
    return pool.threads;
  });
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
  return afterChanges(async () => {
    await pool?.resize(1);
    pool = undefined;
    refusal = undefined;
  });
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
 * Runs kernels on all blocks of a range, on the threads there are (see `startThreads`), and comes back when all are done. This thread takes part.
 *
 * On each block all steps are run, in order. A kernel is called as (…args, first, end, thread): `first` is `from` plus a multiple of `grain`, `end` is
 * `grain` more, or `to`, and `thread` a number from 0 below `threadSlots()`, by which it finds scratch memory of its own. Blocks are the same
 * whatever the number of threads; which thread runs one is left open, and so is their order, but for blocks that are to stay `together`: they are run
 * in order by one thread. So kernels that write to places of their blocks give the same bits on any number of threads; sums go to a place for each
 * block, or for all that are together, and are added up in order afterwards.
 *
 * Sharing work out takes some 5 µs, and some 40 µs where the other threads sleep: a block, or blocks together, should be 10 to 50 µs of work. What cannot be shared out is run here.
 *
 * @param steps - kernels over the kernels' memory.
 * @param range - `from`, `to`, `grain`, the length of a block, and `together`.
 * @param meanwhile - what this thread does before it takes part, such as a copy of what comes next; it must not touch what the kernels do.
 * @throws an Error with the message of what a kernel failed with, on whichever thread, when all threads are out of it; RangeError for grain or
 * together out of range; TypeError for a kernel that its module does not export.
 * @example
 * const builder = new ModuleBuilder({ memory: kernelMemoryImport() })
 * // Squares of the numbers from `first` up to `end`, behind `at`.
 * builder.function("squares", { parameters: ["i32", "i32", "i32"], export: true }, (f, at, first, end) => {
 *   f.for(first, end, 1, (i) => f.store(i32.add(at, i32.mul(i, 4)), i32.mul(i, i)));
 * })
 * const module = new ThreadedModule(builder.bytes())
 * const block = allocate(24)
 * runParallel([{ module, kernel: "squares", args: [block.offset] }], { from: 0, to: 6, grain: 4 })
 * block.array(Int32Array) // → [0, 1, 4, 9, 16, 25]
 */
export function runParallel(
  steps: readonly KernelStep[],
  { from, to, grain, together = 1 }: KernelRange,
  meanwhile?: () => void,
): void {
  const refuse = (name: string, found: number, expected: string): never => {
    throw new RangeError(`runParallel: ${name} is ${found}, expected ${expected}`);
  };
  if (!(grain >= 1)) refuse("grain", grain, "at least 1");
  if (!(together >= 1)) refuse("together", together, "at least 1");
  const kernels = steps.map(({ module, kernel, args }) => {
    const own = module.exports[kernel];
    if (own === undefined) throw new TypeError(`runParallel: the module exports no ${kernel}`);
    return own.bind(undefined, ...args);
  });
  const rows = grain * together;
  const job: Job = { steps, kernels, sharing: [from, to, grain, rows, Math.ceil((to - from) / rows), 1], meanwhile };
  try {
    if (pool?.run(job) === true) return;
    meanwhile?.();
    runTasks(new Int32Array(1), job.sharing, kernels, 0);
  } catch (cause) {
    // In the same words, whichever thread it was.
    throw new Error(`runParallel: ${steps.map(({ kernel }) => kernel).join(", ")} failed: ${String(cause)}`, { cause });
  }
}
