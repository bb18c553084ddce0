import { runTasks } from "./runTasks.ts";
import { threadMain } from "./threadMain.ts";

/** A worker, of a browser or of Node. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

interface WorkerEvent {
  /** Of an error, where the script's policy allows to tell. */
  readonly message?: string;
  preventDefault(): void;
}

interface WebWorker extends WorkerLike {
  addEventListener(type: string, listener: (event: WorkerEvent) => void): void;
}

interface NodeWorker extends WorkerLike {
  on(event: "message" | "error" | "exit", listener: (value: unknown) => void): unknown;
  unref(): void;
}

// Declared by the libraries of the DOM and of Node, which exclude each other; neither can be imported where the other is.
const platform = globalThis as unknown as {
  Worker?: new (url: string) => WebWorker;
  URL: { createObjectURL(blob: unknown): string; revokeObjectURL(url: string): void };
  Blob: new (parts: readonly string[], options: { readonly type: string }) => unknown;
  process?: {
    getBuiltinModule?(name: string):
      | {
          readonly Worker: new (code: string, options: { eval: true; execArgv: readonly string[] }) => NodeWorker;
          availableParallelism(): number;
        }
      | undefined;
  };
  navigator?: { readonly hardwareConcurrency?: number };
};

const builtin = (name: string) => platform.process?.getBuiltinModule?.(`node:${name}`);

/** How many threads the machine runs at a time. */
export function parallelism(): number {
  return builtin("os")?.availableParallelism() ?? platform.navigator?.hardwareConcurrency ?? 1;
}

/** What keeps this thread from waiting for others; undefined where nothing does. */
export function obstacle(): string | undefined {
  if (typeof SharedArrayBuffer === "undefined")
    return "there is no SharedArrayBuffer (a page has it if it is cross-origin isolated, by its headers COOP and COEP)";
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1);
  } catch {
    return "the main thread of a browser may not wait (a Worker may)";
  }
  return (builtin("worker_threads") ?? platform.Worker) ? undefined : "there are no workers";
}

/**
 * Starts a worker that takes part in jobs.
 *
 * Its code is a text, in Node as it is and in browsers as a blob: no bundler has to know of it, and no server to have a file of it.
 *
 * @param start - what it is told first.
 * @param own - makes the worker, where a page's policy allows only scripts from its server.
 * @param ended - called with a reason when a worker that had started is no more.
 * @returns the worker, once it waits for jobs.
 * @throws Error where it does not start.
 */
export async function createWorker(
  start: unknown,
  own: (() => WorkerLike) | undefined,
  ended: (reason: string) => void,
): Promise<WorkerLike> {
  const source = `(${String(threadMain)})(${String(runTasks)})`;
  const node = builtin("worker_threads");
  let url = "";
  let worker: WebWorker | NodeWorker;
  // A caller's own is of one of the two kinds, if it is a worker.
  if (own) worker = own() as WebWorker | NodeWorker;
  // Without the arguments of this process: the text needs neither loaders nor conditions.
  else if (node) worker = new node.Worker(source, { eval: true, execArgv: [] });
  else {
    url = platform.URL.createObjectURL(new platform.Blob([source], { type: "text/javascript" }));
    worker = new platform.Worker!(url);
  }
  let timer: unknown;
  try {
    await new Promise<void>((resolve, reject) => {
      // Once it is settled, reject does nothing.
      const end = (reason: string): void => (ended(reason), reject(new Error(reason)));
      timer = setTimeout(() => reject(new Error("it did not answer")), 10_000);
      if ("on" in worker) {
        worker.on("message", () => resolve());
        worker.on("error", (error) => end(String(error)));
        worker.on("exit", () => end("it was ended"));
      } else {
        worker.addEventListener("message", () => resolve());
        worker.addEventListener("error", (event) => {
          // It is told in the state of threads.
          event.preventDefault();
          end(event.message ?? "its script was refused");
        });
      }
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
      worker.postMessage(start);
    });
  } catch (error) {
    worker.terminate();
    throw error;
  } finally {
    clearTimeout(timer as number);
    if (url !== "") platform.URL.revokeObjectURL(url);
    // A process can end while workers wait.
    if ("unref" in worker) worker.unref();
  }
  return worker;
}
