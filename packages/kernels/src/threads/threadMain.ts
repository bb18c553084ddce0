import type { Memory } from "../assembler/webAssembly.ts";
import type { step, words } from "./control.ts";

/** What a worker is started with. */
export interface Start {
  readonly words: Int32Array;
  readonly numbers: Float64Array;
  readonly message: Uint8Array;
  readonly code: Uint8Array;
  readonly memory: Memory;
  /** Its number, from 1; the caller is 0. */
  readonly thread: number;
  readonly at: typeof words;
  readonly step: typeof step;
  readonly open: number;
  readonly mostInstances: number;
}

/**
 * What a worker runs. It is sent as text, so it names nothing from outside of it, and no function of its own (some compilers wrap those).
 *
 * A worker joins a job by adding itself to its state, which only an open job lets it do; what the job is stands still from then until it leaves.
 */
export function threadMain(): void {
  // The types of the platforms' globals exclude each other.
  const scope = globalThis as unknown as {
    process?: { getBuiltinModule?(name: string): { parentPort: typeof scope | null } | undefined };
    addEventListener(type: "message", listener: (event: { readonly data: Start }) => void): void;
    postMessage(message: string): void;
    WebAssembly: {
      Module: new (bytes: Uint8Array) => object;
      Instance: new (module: object, imports: object) => { exports: Record<string, (...args: number[]) => unknown> };
    };
  };
  const { WebAssembly } = scope;
  const port = scope.process?.getBuiltinModule?.("node:worker_threads")?.parentPort ?? scope;
  // Where this is no worker, nobody speaks to it.
  if (port === scope && !("WorkerGlobalScope" in scope)) return;
  port.addEventListener("message", (event) => {
    const { words, numbers, message, code, memory, thread, at, step, open, mostInstances } = event.data;
    const instances = new Map<number, ((...args: number[]) => unknown)[]>();
    port.postMessage("ready");
    for (;;) {
      const seen = Atomics.load(words, at.job);
      const state = Atomics.load(words, at.state);
      if (thread >= Atomics.load(words, at.limit)) return;
      if (state >= open) {
        if (Atomics.compareExchange(words, at.state, state, state + 1) !== state) continue;
        try {
          const kernels: ((...args: number[]) => unknown)[] = [];
          const given: number[][] = [];
          const steps = words[at.steps] as number;
          for (let s = 0, place = at.firstStep, argument = 3; s < steps; s++, place += step.length) {
            const module = words[place + step.module] as number;
            const start = words[place + step.codeStart] as number;
            const length = words[place + step.codeLength] as number;
            let exported = instances.get(module);
            if (exported === undefined) {
              if (length === 0) {
                Atomics.store(words, at.wanted, module);
                break;
              }
              // Not even a compiler may read what others can write.
              const bytes = new Uint8Array(length);
              bytes.set(code.subarray(start, start + length));
              const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
              exported = Object.values(instance.exports);
            }
            // The one that was not used for longest stands first.
            instances.delete(module);
            instances.set(module, exported);
            if (instances.size > mostInstances) instances.delete(instances.keys().next().value as number);
            kernels.push(exported[words[place + step.kernel] as number] as (...args: number[]) => unknown);
            const end = argument + (words[place + step.argumentCount] as number);
            given.push(Array.from(numbers.subarray(argument, end)));
            argument = end;
          }
          const [from, to, grain] = numbers as unknown as [number, number, number];
          const tasks = words[at.tasks] as number;
          const rows = grain * (words[at.blocksOfTask] as number);
          // Without all of its kernels it takes nothing.
          for (let task; kernels.length === steps && (task = Atomics.add(words, at.next, 1)) < tasks;) {
            const end = Math.min(from + (task + 1) * rows, to);
            for (let first = from + task * rows; first < end; first += grain) {
              const last = Math.min(first + grain, end);
              for (let s = 0; s < steps; s++) kernels[s]!(...given[s]!, first, last, thread);
            }
          }
        } catch (error) {
          // No more tasks for anybody; the caller throws.
          Atomics.store(words, at.next, words[at.tasks] as number);
          const text = String(error).slice(0, message.length);
          for (let i = 0; i < text.length; i++) message[i] = text.charCodeAt(i);
          Atomics.store(words, at.failed, text.length);
        }
        if (Atomics.sub(words, at.state, 1) === 1) Atomics.notify(words, at.state);
      }
      const end = performance.now() + (words[at.spin] as number) / 1e6;
      while (Atomics.load(words, at.job) === seen && performance.now() < end) continue;
      if (Atomics.load(words, at.job) === seen) {
        Atomics.add(words, at.sleepers, 1);
        Atomics.wait(words, at.job, seen);
        Atomics.sub(words, at.sleepers, 1);
      }
    }
  });
}
