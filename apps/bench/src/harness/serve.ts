import { Console } from "node:console";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { startThreads } from "@surprisal/kernels";
import { yardstick } from "../floors/yardstick.ts";
import { processClock, timed } from "./clock.ts";
import type { JavaScriptContender, Load, Precision, Runner, Work } from "./work.ts";

// The process of one contender of JavaScript: does its work over and over, as the harness asks on stdin, and answers in JSON on stdout.

/** Whose process it is: the argument. */
export interface ServeRequest {
  /** The path of the module that has the works. */
  readonly module: string;
  readonly work: string;
  readonly size: string;
  readonly name: string;
  readonly precision: Precision;
  /** How many run kernels. */
  readonly threads: number;
}

/** For a yardstick, which needs nothing of the case. */
export interface LoadRequest extends Pick<ServeRequest, "threads"> {
  readonly load: Load;
}

/** What the harness asks for: times of turns after some that do not count, memory, or results in files of a folder. */
interface Question {
  readonly turns?: number;
  readonly before?: number;
  readonly memory?: true;
  readonly folder?: string;
}

// What libraries print is not to be taken for an answer.
globalThis.console = new Console(process.stderr);
// The harness alone starts it, and asks.
const runner = await prepare(JSON.parse(process.argv[2] ?? "{}") as ServeRequest | LoadRequest);
// There with --expose-gc: what only the case has, or a result, is not to be kept beside others.
globalThis.gc?.();
answer({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const { turns, before = 0, memory, folder } = JSON.parse(line) as Question;
  if (turns !== undefined) answer(await measure(turns, before));
  else if (memory) answer(await peak());
  else if (folder !== undefined) {
    answer(await write(folder));
    globalThis.gc?.();
  }
}
// Threads would keep it.
process.exit();

async function prepare(request: ServeRequest | LoadRequest): Promise<Runner> {
  const { threads } = request;
  if (threads > 1) {
    const started = await startThreads(threads);
    if (started !== threads) throw new Error(`serve: ${started} threads started, expected ${threads}`);
  }
  return "load" in request ? yardstick(request.load, threads) : (await find(request)).prepare();
}

/** Nothing of the case is kept but what the contender keeps. */
async function find({ module, ...names }: ServeRequest): Promise<JavaScriptContender> {
  const { works } = (await import(pathToFileURL(module).href)) as { readonly works: readonly Work[] };
  const size = works.find(({ name }) => name === names.work)?.sizes.find(({ name }) => name === names.size);
  const found = (size?.make().contenders ?? []).filter(
    ({ name, precision }) => name === names.name && precision === names.precision,
  );
  const [contender] = found;
  if (found.length !== 1 || !contender || !("prepare" in contender))
    throw new Error(`serve: ${JSON.stringify(names)} are ${found.length} contenders, expected one of JavaScript`);
  return contender;
}

function answer(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

async function measure(turns: number, before: number): Promise<unknown> {
  // A whole collection would make compilers forget what they know. What this one leaves to other threads is not to count.
  globalThis.gc?.({ type: "minor" });
  await setTimeout(5);
  await timed(processClock, before, runner.run);
  return timed(processClock, turns, runner.run);
}

/** What a first turn takes at its peak, above what was there before; Linux tells. */
async function peak(): Promise<number> {
  globalThis.gc?.();
  const isTold = existsSync("/proc/self/clear_refs");
  if (isTold) writeFileSync("/proc/self/clear_refs", "5");
  const before = isTold ? status("VmRSS") : 0;
  await runner.run();
  return isTold ? status("VmHWM") - before : 0;
}

function status(name: string): number {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(readFileSync("/proc/self/status", "utf8"));
  return 1024 * Number(found?.[1]);
}

async function write(folder: string): Promise<Record<string, Precision>> {
  const precisions: Record<string, Precision> = {};
  for (const [name, numbers] of Object.entries(await runner.result())) {
    const isSingle = numbers instanceof Float32Array;
    precisions[name] = isSingle ? "float32" : "float64";
    writeFileSync(join(folder, name), isSingle ? numbers : Float64Array.from(numbers));
  }
  return precisions;
}
