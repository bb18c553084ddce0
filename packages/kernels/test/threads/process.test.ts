import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const script = fileURLToPath(new URL("inProcess.ts", import.meta.url));

/** What a process prints that comes to its end by itself. */
async function run(...args: string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, args, { timeout: 30_000 })).stdout;
}

let sum = 0;
for (let first = 0; first < 50_000; first += 500) {
  let part = 0;
  for (let i = first; i < first + 500; i++) part += 1 / (1 + i);
  sum += part;
}

it("a process ends while workers wait", async () => {
  expect(await run("--conditions", "@surprisal/source", script, "1")).toBe(`2 threads: ${sum}\n`);
});

it("two threads each have threads of their own", async () => {
  expect(await run("--conditions", "@surprisal/source", script, "2")).toBe(`2 threads: ${sum}\n`.repeat(2));
});
