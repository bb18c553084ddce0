import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Spent } from "../harness/clock.ts";
import type { Contender, Precision, RemoteRunner, Result } from "../harness/work.ts";

/** What installs the native peers on Debian and its kin. */
export const installNativePeers =
  "apt-get install --no-install-recommends python3-torch python3-sklearn python3-scipy libopenblas0-pthread liblinear-tools";

const serve = join(import.meta.dirname, "serve.py");

/** One thread, as all contenders have unless the name says otherwise. */
const oneThread = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

/** An array that Python reads from a file. */
export interface PythonInput {
  readonly numbers: Float32Array | Float64Array | Int32Array;
  readonly shape: readonly number[];
}

export interface PythonWork {
  readonly name: string;
  readonly precision: Precision;
  /** The file of the work, beside its TypeScript: see serve.py. */
  readonly script: string;
  /** The modules it imports. Where no Python has them, the contender is skipped. */
  readonly modules: readonly string[];
  readonly inputs: () => Readonly<Record<string, PythonInput>>;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly skipped?: string;
}

/** A contender in a process of Python, which times itself. */
export function python(work: PythonWork): Contender {
  const interpreter = findPython(work.modules);
  const missing = interpreter === undefined ? `no Python with ${work.modules.join(", ")} here` : undefined;
  const skipped = work.skipped ?? missing;
  return {
    name: work.name,
    side: "native peer",
    precision: work.precision,
    ...(skipped !== undefined && { skipped }),
    prepare: () => start(interpreter ?? "python3", work),
  };
}

async function start(interpreter: string, work: PythonWork): Promise<RemoteRunner> {
  const folder = mkdtempSync(join(tmpdir(), "surprisal-bench-"));
  const close = (): void => rmSync(folder, { recursive: true, force: true });
  const inputs = Object.entries(work.inputs()).map(([name, { numbers, shape }]) => {
    const path = join(folder, name);
    writeFileSync(path, numbers);
    return [name, { path, shape, dtype: numbers.constructor.name.replace("Array", "").toLowerCase() }] as const;
  });
  const child = spawn(
    interpreter,
    [serve, work.script, JSON.stringify(Object.fromEntries(inputs)), JSON.stringify(work.options ?? {})],
    { env: { ...process.env, ...oneThread, ...work.environment } },
  );
  const ask = dialogue(child);
  const closeAll = (): void => {
    child.stdin.end();
    close();
  };
  try {
    await ask();
  } catch (error) {
    closeAll();
    throw error;
  }
  // The answers are those of serve.py, which is ours.
  return {
    measure: async (turns) => (await ask({ turns })) as Spent,
    result: async () => {
      const precisions = (await ask({ folder })) as Record<string, Precision>;
      const arrays = Object.entries(precisions);
      return Object.fromEntries(arrays.map(([name, precision]) => [name, readNumbers(join(folder, name), precision)]));
    },
    close: closeAll,
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

const found = new Map<string, string | undefined>();

/** A Python that has the modules: the one that the environment names as PYTHON, the path's, or the system's. */
function findPython(modules: readonly string[]): string | undefined {
  const own = process.env["PYTHON"];
  const key = [own, ...modules].join(" ");
  if (!found.has(key)) {
    const candidates = [...(own === undefined ? [] : [own]), "python3", "/usr/bin/python3"];
    // To look is quicker than to import.
    const look = `from importlib.util import find_spec; exit(not all(map(find_spec, ${JSON.stringify(modules)})))`;
    const hasAll = (each: string): boolean => spawnSync(each, ["-c", look]).status === 0;
    found.set(key, candidates.find(hasAll));
  }
  return found.get(key);
}
