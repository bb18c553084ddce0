import type { Answer, Method, Request, Service } from "./protocol.ts";

/** A worker as the page uses it. */
export interface Client {
  ask<M extends Method>(method: M, ...given: Parameters<Service[M]>): Promise<ReturnType<Service[M]>>;
  close(): void;
}

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** Talks to a worker: every request is answered or fails. */
export function connect(worker: Pick<Worker, "postMessage" | "addEventListener" | "terminate">): Client {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let broken: Error | undefined;
  const fail = (error: Error): void => {
    broken = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    const request = waiting.get(data.number);
    waiting.delete(data.number);
    if ("error" in data) request?.reject(new Error(data.error));
    // The service answers a request with the result of its method.
    else request?.resolve(data.result as never);
  });
  worker.addEventListener("error", (event) => {
    const { message } = event as Partial<ErrorEvent>;
    fail(
      new Error(
        `The training worker stopped${message ? `: ${message}` : "; this browser may not run module workers"}.`,
      ),
    );
  });
  return {
    ask(method, ...given) {
      if (broken !== undefined) return Promise.reject(broken);
      return new Promise((resolve, reject) => {
        count += 1;
        waiting.set(count, { resolve, reject });
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
        worker.postMessage({ number: count, method, given } satisfies Request<typeof method>);
      });
    },
    close() {
      worker.terminate();
      fail(new Error("The worker was closed."));
    },
  };
}

/** A new worker. */
export function openWorker(): Client {
  return connect(new Worker(new URL("./main.ts", import.meta.url), { type: "module" }));
}
