import type { Memory } from "../assembler/webAssembly.ts";
import { Control, open, words as at, workerBits } from "./control.ts";
import { createWorker, parallelism, type WorkerLike } from "./createWorker.ts";
import type { Job } from "./job.ts";
import { runTasks, type Sharing } from "./runTasks.ts";
import type { ThreadedModule } from "./threadedModule.ts";
import type { ModuleMessage, Start } from "./threadMain.ts";

/** Microseconds that a worker looks for a job, at most, before it sleeps; where the last one did not come so soon, and at the end of a job, a twentieth. */
const spin = 1000;
/** That a worker keeps. */
const mostModules = 128;
/** Milliseconds after which a worker that does not come back is taken for dead. */
const longestBlock = 60_000;

/** Workers over one memory, which take part in one job at a time. */
export class ThreadPool {
  readonly memory: Memory;
  #control = new Control();
  /** By their numbers, from 1; the caller is 0. */
  readonly #workers = new Map<number, WorkerLike>();
  /** What the workers have: the one that was not used for longest stands first. */
  readonly #modules = new Set<ThreadedModule>();
  readonly #patience: number;
  #isBusy = false;
  /** When workers may be woken again. */
  #nextWake = 0;
  /** Why there are fewer threads than were asked for. */
  trouble: string | undefined;

  constructor(memory: Memory, patience: number = longestBlock) {
    this.memory = memory;
    this.#patience = patience;
  }

  /** Workers and caller. */
  get threads(): number {
    return 1 + this.#workers.size;
  }

  /** One more than the largest number that a kernel is given for its thread. */
  get slots(): number {
    return 1 + Math.max(0, ...this.#workers.keys());
  }

  /** Starts or ends workers; `threads` tells how many came of it, `trouble` why no more. */
  async resize(threads: number, own?: () => WorkerLike): Promise<void> {
    this.trouble = undefined;
    const starts: Promise<void>[] = [];
    // First, so that none is ended within a job.
    Atomics.store(this.#control.words, at.limit, threads);
    for (const number of this.#workers.keys()) if (number >= threads) this.#end(number);
    for (let number = 1; number < threads; number++)
      if (!this.#workers.has(number)) starts.push(this.#start(number, own));
    await Promise.all(starts);
    // New ones have none.
    this.#modules.clear();
    // With more threads than processors, who spins keeps another from its work.
    this.#control.words[at.spin] = this.threads <= parallelism() ? spin : 0;
  }

  async #start(thread: number, own?: () => WorkerLike): Promise<void> {
    const { words, next, numbers } = this.#control;
    const start: Start = { words, next, numbers, memory: this.memory, thread, at, open };
    try {
      let worker: WorkerLike | undefined;
      worker = await createWorker(start, own, (reason) => {
        // One that was ended on purpose is heard of, too.
        if (worker === undefined || this.#workers.get(thread) !== worker) return;
        this.#workers.delete(thread);
        this.trouble = `a worker has ended: ${reason}`;
      });
      this.#workers.set(thread, worker);
    } catch (error) {
      this.trouble = `a worker did not start: ${(error as Error).message}`;
    }
  }

  #end(thread: number): void {
    const worker = this.#workers.get(thread);
    this.#workers.delete(thread);
    worker?.terminate();
  }

  /** Runs a job on all threads that have nothing else to do; false where it cannot, and has done nothing. */
  run({ steps, kernels, sharing: [from, to, grain, rows, tasks], meanwhile }: Job): boolean {
    // What is not to be shared, or with nobody.
    if (tasks < (meanwhile ? 1 : 2) || this.#workers.size === 0 || this.#isBusy) return false;
    const { words, next, numbers } = this.#control;
    const parts = this.slots;
    const sharing: Sharing = [from, to, grain, rows, tasks, parts];
    const described = [...sharing, steps.length];
    for (const { module, kernel, args } of steps)
      described.push(module.number, Object.keys(module.exports).indexOf(kernel), args.length, ...args);
    if (described.length > numbers.length) return false;
    for (const { module } of steps) this.#send(module);
    // Nobody reads them before the job is open.
    numbers.set(described);
    for (let part = 0; part < parts; part++) next[part] = Math.floor((part * tasks) / parts);
    words[at.failed] = 0;
    this.#isBusy = true;
    try {
      const number = (words[at.job] as number) + 1;
      Atomics.store(words, at.state, open + ((number << workerBits) & (open - 1)));
      Atomics.store(words, at.job, number);
      if (Atomics.load(words, at.sleepers) > 0 && performance.now() >= this.#nextWake) {
        Atomics.notify(words, at.job, meanwhile ? tasks : tasks - 1);
        // It takes some 0.04 ms. Who has gone to sleep between blocks that the caller copies had no processor.
        this.#nextWake = performance.now() + (meanwhile ? 1 : 0.2);
      }
      meanwhile?.();
      runTasks(next, sharing, kernels, 0);
    } finally {
      // If one has failed here, nobody need take another.
      next.fill(open);
      this.#isBusy = false;
      this.#close();
    }
    const length = Atomics.load(words, at.failed);
    if (length > 0) throw String.fromCharCode(...words.subarray(at.message, at.message + length));
    return true;
  }

  /** Sees to it that workers have a module, or will have as soon as they ask for it. */
  #send(module: ThreadedModule): void {
    const { number, compiled } = module;
    const isThere = this.#modules.delete(module);
    this.#modules.add(module);
    if (isThere) return;
    const [oldest = module] = this.#modules;
    const isFull = this.#modules.size > mostModules && this.#modules.delete(oldest);
    const message: ModuleMessage = { number, compiled, forgotten: isFull ? oldest.number : 0 };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
    for (const worker of this.#workers.values()) worker.postMessage(message);
  }

  /** Lets no more workers in, and waits for those that are. */
  #close(): void {
    const { words } = this.#control;
    Atomics.and(words, at.state, 2 ** workerBits - 1);
    const end = performance.now() + (words[at.spin] as number) / 20_000;
    while (Atomics.load(words, at.state) !== 0 && performance.now() < end) continue;
    for (let inside; (inside = Atomics.load(words, at.state)) !== 0;) {
      if (Atomics.wait(words, at.state, inside, this.#patience) !== "timed-out") continue;
      for (const thread of this.#workers.keys()) this.#end(thread);
      this.#control = new Control();
      this.#modules.clear();
      this.trouble = "a worker did not come back";
      throw new Error(`a worker has not come back for ${this.#patience / 1000} s, and all were ended`);
    }
  }
}
