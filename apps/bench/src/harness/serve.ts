import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { startThreads } from "@surprisal/kernels";
import { processClock, timed } from "./clock.ts";
import type { LocalRunner, Precision } from "./work.ts";

// Does a work over and over, as the harness asks on stdin, and answers in JSON on stdout. Arguments: a module with a function `prepare`, and
// the options that it takes; of these, `threads` is how many run kernels.

/** What the harness asks for: times, memory, or results in files of a folder. */
interface Request {
  readonly turns?: number;
  readonly memory?: true;
  readonly folder?: string;
}

const [module = "", options = "{}"] = process.argv.slice(2);
// The work's own module, which the work has named.
const { prepare } = (await import(pathToFileURL(module).href)) as { prepare: (options: unknown) => LocalRunner };
const { threads = 1, ...rest } = JSON.parse(options) as { readonly threads?: number };
if (threads > 1 && (await startThreads(threads)) !== threads) throw new Error(`${threads} threads do not start`);
const runner = prepare(rest);
answer({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const { turns, memory, folder } = JSON.parse(line) as Request;
  if (turns !== undefined) answer(await timed(processClock, turns, runner.run));
  else if (memory) answer(await peak());
  else if (folder !== undefined) answer(await write(folder));
}

function answer(value: unknown): void {
  console.log(JSON.stringify(value));
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
