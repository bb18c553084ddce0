import { expect, test } from "vitest";
import { connect } from "../../src/worker/client.ts";
import type { Request } from "../../src/worker/protocol.ts";

/** A worker that keeps what it is told, and says what it is made to say. */
class FakeWorker extends EventTarget {
  readonly requests: Request[] = [];
  terminated = false;
  postMessage(request: Request): void {
    this.requests.push(request);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

test("answers find their requests, in whatever order they come", async () => {
  const worker = new FakeWorker();
  const client = connect(worker);
  const first = client.ask("advance", 5);
  const second = client.ask("advance", 7);
  expect(worker.requests.map(({ method, given }) => [method, given])).toEqual([
    ["advance", [5]],
    ["advance", [7]],
  ]);
  const [one, two] = worker.requests.map(({ number }) => number);
  worker.say({ number: two, result: "second" });
  worker.say({ number: one, result: "first" });
  expect(await first).toBe("first");
  expect(await second).toBe("second");
});

test("an error of the service rejects its request only", async () => {
  const worker = new FakeWorker();
  const client = connect(worker);
  const first = client.ask("advance", 5);
  const second = client.ask("advance", 7);
  worker.say({ number: worker.requests[0]?.number, error: "advance: no race was started" });
  await expect(first).rejects.toThrow("advance: no race was started");
  worker.say({ number: worker.requests[1]?.number, result: "done" });
  expect(await second).toBe("done");
});

test("a worker that breaks rejects all requests, and those that come after", async () => {
  const worker = new FakeWorker();
  const client = connect(worker);
  const asked = client.ask("advance", 5);
  worker.dispatchEvent(new Event("error"));
  await expect(asked).rejects.toThrow("The training worker stopped; this browser may not run module workers.");
  await expect(client.ask("advance", 1)).rejects.toThrow("The training worker stopped");
  expect(worker.requests).toHaveLength(1);
});

test("closing ends the worker and what was asked of it", async () => {
  const worker = new FakeWorker();
  const client = connect(worker);
  const asked = client.ask("advance", 5);
  client.close();
  expect(worker.terminated).toBe(true);
  await expect(asked).rejects.toThrow("closed");
});
