import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Spent } from "./clock.ts";
import type { Precision, ProcessCommand, Result } from "./work.ts";

/** A contender in its process, which times itself there. */
export interface ContenderProcess {
  /** Times so many turns, after others that are not timed; garbage is collected before. */
  readonly measure: (turns: number, before: number) => Promise<Spent>;
  /** Does a first turn, and says how many bytes its peak is above what was there before. 0 where the platform does not tell. */
  readonly memory: () => Promise<number>;
  readonly result: () => Promise<Result>;
  readonly stop: () => Promise<void>;
}

/** Starts a process that is asked and answers in lines of JSON: serve.ts, or serve.py beside the peers. */
export async function ownProcess({
  file,
  arguments: argumentsIn,
  environment,
}: ProcessCommand): Promise<ContenderProcess> {
  const folder = mkdtempSync(join(tmpdir(), "surprisal-bench-"));
  const child = spawn(file, argumentsIn(folder), { env: { ...process.env, ...environment } });
  const { ask, closed } = dialogue(child);
  const empty = (): void => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
  };
  const stop = async (): Promise<void> => {
    child.kill();
    await closed;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    // It says when it is ready.
    await ask();
    empty();
  } catch (error) {
    await stop();
    throw error;
  }
  // The answers are those of our own scripts.
  return {
    measure: async (turns, before) => (await ask({ turns, before })) as Spent,
    memory: async () => (await ask({ memory: true })) as number,
    result: async () => {
      const arrays = Object.entries((await ask({ folder })) as Record<string, Precision>);
      const read = arrays.map(([name, precision]) => [name, readNumbers(join(folder, name), precision)] as const);
      empty();
      return Object.fromEntries(read);
    },
    stop,
  };
}

function readNumbers(path: string, precision: Precision): Result[string] {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  return precision === "float32"
    ? new Float32Array(buffer, byteOffset, byteLength / 4)
    : new Float64Array(buffer, byteOffset, byteLength / 8);
}

/** Asks a process line by line: each request gets one line of JSON. One that ends instead has failed, with what it said last. */
function dialogue(child: ChildProcessWithoutNullStreams) {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  child.on("error", ({ message }) => (complaints += message));
  // A broken pipe: the line that does not come tells.
  child.stdin.on("error", () => {});
  const closed = new Promise<string>((resolve) =>
    child.on("close", (code, signal) => resolve(`its process ended (${signal ?? `code ${code}`})`)),
  );
  const ask = async (request?: object): Promise<unknown> => {
    if (request) child.stdin.write(`${JSON.stringify(request)}\n`);
    const { done, value } = await lines.next();
    if (!done) return JSON.parse(value);
    const ending = await closed;
    const said = lastWords(complaints);
    throw new Error(said === "" ? ending : `${ending}: ${said}`);
  };
  return { ask, closed };
}

/** The last line that speaks of an error, since a stack may follow; or the last. */
function lastWords(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.findLast((line) => /error/i.test(line) && !line.startsWith("at ")) ?? lines.at(-1) ?? "";
}
