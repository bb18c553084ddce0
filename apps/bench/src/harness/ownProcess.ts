import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Spent } from "./clock.ts";
import type { Precision, RemoteRunner, Result } from "./work.ts";

export interface ChildCommand {
  readonly file: string;
  /** The folder is a new one, for files of inputs and results; it is removed at the end. */
  readonly arguments: (folder: string) => readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A contender in a process of its own, which is asked and answers in lines of JSON: see serve.ts, and serve.py beside the peers. */
export async function ownProcess({ file, arguments: argumentsIn, environment }: ChildCommand): Promise<RemoteRunner> {
  const folder = mkdtempSync(join(tmpdir(), "surprisal-bench-"));
  const child = spawn(file, argumentsIn(folder), { env: { ...process.env, ...environment } });
  const ask = dialogue(child);
  const close = (): void => {
    child.stdin.end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    // It says when it is ready.
    await ask();
  } catch (error) {
    close();
    throw error;
  }
  // The answers are those of our own scripts.
  return {
    measure: async (turns) => (await ask({ turns })) as Spent,
    memory: async () => (await ask({ memory: true })) as number,
    result: async () => {
      const arrays = Object.entries((await ask({ folder })) as Record<string, Precision>);
      return Object.fromEntries(arrays.map(([name, precision]) => [name, readNumbers(join(folder, name), precision)]));
    },
    close,
  };
}

function readNumbers(path: string, precision: Precision): Result[string] {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength);
  return precision === "float32" ? new Float32Array(bytes) : new Float64Array(bytes);
}

/** Asks a child line by line: each request gets one line of JSON. A child that ends instead has failed, with what it said last. */
function dialogue(child: ChildProcessWithoutNullStreams): (request?: object) => Promise<unknown> {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let complaint = "it ended without a word";
  child.stderr
    .setEncoding("utf8")
    .on("data", (text: string) => (complaint = text.trim().split("\n").at(-1) ?? complaint));
  child.on("error", ({ message }) => (complaint = message));
  // A broken pipe: the line that does not come tells.
  child.stdin.on("error", () => {});
  const closed = new Promise((resolve) => child.on("close", resolve));
  return async (request) => {
    if (request) child.stdin.write(`${JSON.stringify(request)}\n`);
    const { done, value } = await lines.next();
    if (!done) return JSON.parse(value);
    await closed;
    throw new Error(complaint);
  };
}
