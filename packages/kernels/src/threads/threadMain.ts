import type { Memory } from "../assembler/webAssembly.ts";
import type { words } from "./control.ts";
import type { Kernel, runTasks, Sharing } from "./runTasks.ts";

/** What a worker is started with. */
export interface Start {
  readonly words: Int32Array;
  readonly next: Int32Array;
  readonly numbers: Float64Array;
  readonly memory: Memory;
  /** Its number, from 1; the caller is 0. */
  readonly thread: number;
  readonly at: typeof words;
  readonly open: number;
}

/** What it is sent before the first job with a module, with the number of one to let go where it has too many then, else 0. */
export interface ModuleMessage {
  readonly number: number;
  readonly compiled: object;
  readonly forgotten: number;
}

/**
 * What a worker runs. It is sent as text, so it names nothing from outside of it, and no function of its own (some compilers wrap those).
 *
 * A worker joins a job by adding itself to its state, which only an open job lets it do; what the job is stands still from then until it leaves. It
 * cannot get messages while it looks for jobs: it stops to look where it lacks a module, whose message has been sent before the job was opened.
 */
export function threadMain(run: typeof runTasks): void {
  // The types of the platforms' globals exclude each other.
  const scope = globalThis as unknown as {
    process?: { getBuiltinModule?(name: string): { parentPort: typeof scope | null } | undefined };
    addEventListener(type: "message", listener: (event: { readonly data: Start | ModuleMessage }) => void): void;
    postMessage(message: string): void;
    WebAssembly: { Instance: new (module: object, imports: object) => { exports: Record<string, Kernel> } };
  };
  const port = scope.process?.getBuiltinModule?.("node:worker_threads")?.parentPort ?? scope;
  // Where this is no worker, nobody speaks to it.
  if (port === scope && !("WorkerGlobalScope" in scope)) return;
  const modules = new Map<number, Kernel[]>();
  let start: Start;
  port.addEventListener("message", ({ data }) => {
    if ("words" in data) {
      start = data;
      port.postMessage("ready");
    } else {
      modules.delete(data.forgotten);
      const { exports } = new scope.WebAssembly.Instance(data.compiled, { env: { memory: start.memory } });
      modules.set(data.number, Object.values(exports));
    }
    const { words, next, numbers, thread, at, open } = start;
    // How many jobs in a row have come soon.
    let soon = 0;
    while (thread < Atomics.load(words, at.limit)) {
      const seen = Atomics.load(words, at.job);
      const state = Atomics.load(words, at.state);
      if (state >= open) {
        if (Atomics.compareExchange(words, at.state, state, state + 1) !== state) continue;
        const kernels: Kernel[] = [];
        // Behind the sharing.
        let place = 6;
        const steps = numbers[place++] as number;
        for (let exported; kernels.length < steps && (exported = modules.get(numbers[place]!));) {
          const kernel = exported[numbers[place + 1]!]!;
          const from = place + 3;
          place = from + numbers[place + 2]!;
          kernels.push(kernel.bind(undefined, ...numbers.subarray(from, place)));
        }
        const isAble = kernels.length === steps;
        try {
          if (isAble) run(next, numbers as unknown as Sharing, kernels, thread);
        } catch (error) {
          // No more tasks for anybody; the caller throws.
          next.fill(open);
          const text = String(error).slice(0, at.next - at.message);
          for (let i = 0; i < text.length; i++) words[at.message + i] = text.charCodeAt(i);
          Atomics.store(words, at.failed, text.length);
        }
        if (Atomics.sub(words, at.state, 1) === 1) Atomics.notify(words, at.state);
        if (!isAble) return;
      }
      const since = performance.now();
      const most = words[at.spin]! / 1000;
      // Where the last job came soon, the next one may, too.
      const isLong = soon > 0;
      const end = since + (isLong ? most : most / 20);
      while (Atomics.load(words, at.job) === seen && performance.now() < end) continue;
      if (Atomics.load(words, at.job) === seen) {
        Atomics.add(words, at.sleepers, 1);
        Atomics.wait(words, at.job, seen);
        Atomics.sub(words, at.sleepers, 1);
      }
      const gap = performance.now() - since;
      // What comes as soon as this thread has given up may have waited for its processor: on a busy machine it is not to look for long.
      soon = gap < most ? soon + 1 : isLong && gap < 3 * most ? -32 : 0;
    }
  });
}
