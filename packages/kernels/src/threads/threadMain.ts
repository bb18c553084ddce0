import type { Memory } from "../assembler/webAssembly.ts";
import type { words } from "./control.ts";

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
    const { words, numbers, message, code, memory, thread, at, open, mostInstances } = event.data;
    const instances = new Map<number, ((...args: number[]) => unknown)[]>();
    port.postMessage("ready");
    for (;;) {
      const seen = Atomics.load(words, at.job);
      const state = Atomics.load(words, at.state);
      if (state >= open) {
        if (Atomics.compareExchange(words, at.state, state, state + 1) !== state) continue;
        try {
          const module = words[at.module] as number;
          let kernels = instances.get(module);
          if (kernels === undefined && words[at.codeModule] === module) {
            // Not even a compiler may read what others can write.
            const bytes = new Uint8Array(words[at.codeLength] as number);
            bytes.set(code.subarray(0, bytes.length));
            const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
            kernels = Object.values(instance.exports);
          }
          if (kernels === undefined) {
            Atomics.store(words, at.wanted, module);
          } else {
            // The one that was not used for longest stands first.
            instances.delete(module);
            instances.set(module, kernels);
            if (instances.size > mostInstances) instances.delete(instances.keys().next().value as number);
            const [from, to, grain] = numbers as unknown as [number, number, number];
            const given = Array.from(numbers.subarray(3, 3 + (words[at.argumentCount] as number)));
            const kernel = kernels[words[at.kernel] as number] as (...args: number[]) => unknown;
            const blocks = words[at.blocks] as number;
            for (let block; (block = Atomics.add(words, at.next, 1)) < blocks;) {
              const first = from + block * grain;
              kernel(...given, first, Math.min(first + grain, to), thread);
            }
          }
        } catch (error) {
          // No more blocks for anybody; the caller throws.
          Atomics.store(words, at.next, words[at.blocks] as number);
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
