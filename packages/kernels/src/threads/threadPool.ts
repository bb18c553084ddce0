import type { Memory } from "../assembler/webAssembly.ts";
import { bytesOfCode, Control, open, step, words as at, workerBits } from "./control.ts";
import { createWorker, parallelism, type WorkerLike } from "./createWorker.ts";
import { type Job, runTask } from "./job.ts";
import type { ThreadedModule } from "./threadedModule.ts";
import type { Start } from "./threadMain.ts";

/** Nanoseconds that a thread looks for what it waits for before it sleeps. */
const spin = 50_000;
/** Of modules that a worker keeps. */
const mostInstances = 128;
/** Milliseconds after which a worker that does not come back is taken for dead. */
const longestBlock = 60_000;

/** Workers over one memory, which take part in one job at a time. */
export class ThreadPool {
  readonly memory: Memory;
  #control = new Control();
  /** By their numbers, from 1; the caller is 0. */
  readonly #workers = new Map<number, WorkerLike>();
  /** Modules whose bytes the workers have been shown. */
  #shown = new WeakSet<ThreadedModule>();
  readonly #patience: number;
  #isBusy = false;
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
    // New ones have seen no module.
    this.#shown = new WeakSet();
    // With more threads than processors, who spins keeps another from its work.
    this.#control.words[at.spin] = this.threads <= parallelism() ? spin : 0;
  }

  async #start(thread: number, own?: () => WorkerLike): Promise<void> {
    const { words, numbers, message, code } = this.#control;
    const start: Start = { words, numbers, message, code, memory: this.memory, thread, at, step, open, mostInstances };
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
  run(job: Job): boolean {
    const { meanwhile, steps, tasks } = job;
    const bytes = steps.reduce((sum, { module }) => sum + module.bytes.length, 0);
    // What is not to be shared, or with nobody.
    if (tasks < (meanwhile ? 1 : 2) || this.#workers.size === 0 || this.#isBusy || bytes > bytesOfCode) return false;
    this.#describe(job);
    const { words, message } = this.#control;
    this.#isBusy = true;
    try {
      const number = (words[at.job] as number) + 1;
      Atomics.store(words, at.state, open + ((number << workerBits) & (open - 1)));
      Atomics.store(words, at.job, number);
      if (Atomics.load(words, at.sleepers) > 0) Atomics.notify(words, at.job, meanwhile ? tasks : tasks - 1);
      meanwhile?.();
      for (let task; (task = Atomics.add(words, at.next, 1)) < tasks;) runTask(job, task);
    } finally {
      // If one has failed here, nobody need take another.
      Atomics.store(words, at.next, tasks);
      this.#isBusy = false;
      this.#close();
    }
    const length = Atomics.load(words, at.failed);
    // Letters of one byte: what a decoder takes may not be shared.
    if (length > 0) throw String.fromCharCode(...message.subarray(0, length));
    return true;
  }

  /** Writes down what is to be done; nobody reads it before the job is open. */
  #describe({ steps, from, to, grain, together, tasks }: Job): void {
    const { words, numbers, code } = this.#control;
    const wanted = words[at.wanted];
    words[at.wanted] = 0;
    words[at.failed] = 0;
    words[at.next] = 0;
    words[at.tasks] = tasks;
    words[at.blocksOfTask] = together;
    words[at.steps] = steps.length;
    numbers.set([from, to, grain]);
    let [place, argument, codeStart] = [at.firstStep as number, 3, 0];
    for (const { module, kernel, args } of steps) {
      const isSent = !this.#shown.has(module) || wanted === module.number;
      const { length } = module.bytes;
      if (isSent) code.set(module.bytes, codeStart);
      words[place + step.module] = module.number;
      words[place + step.kernel] = Object.keys(module.exports).indexOf(kernel);
      words[place + step.argumentCount] = args.length;
      words[place + step.codeStart] = codeStart;
      words[place + step.codeLength] = isSent ? length : 0;
      numbers.set(args, argument);
      this.#shown.add(module);
      place += step.length;
      argument += args.length;
      if (isSent) codeStart += length;
    }
  }

  /** Lets no more workers in, and waits for those that are. */
  #close(): void {
    const { words } = this.#control;
    Atomics.and(words, at.state, 2 ** workerBits - 1);
    const end = performance.now() + (words[at.spin] as number) / 1e6;
    while (Atomics.load(words, at.state) !== 0 && performance.now() < end) continue;
    for (let inside; (inside = Atomics.load(words, at.state)) !== 0;) {
      if (Atomics.wait(words, at.state, inside, this.#patience) !== "timed-out") continue;
      for (const thread of this.#workers.keys()) this.#end(thread);
      this.#control = new Control();
      this.#shown = new WeakSet();
      this.trouble = "a worker did not come back";
      throw new Error(`a worker has not come back for ${this.#patience / 1000} s, and all were ended`);
    }
  }
}
