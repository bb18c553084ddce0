import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NativeContender, Precision } from "../harness/work.ts";

/** What installs the native peers on Debian and its kin. */
export const installNativePeers =
  "apt-get install --no-install-recommends python3-torch python3-sklearn python3-scipy libopenblas0-pthread";

/** Why a contender is skipped where that would help. */
export const noPython = "no Python with";

const serve = join(import.meta.dirname, "serve.py");

const threadsOfLibraries = (threads: number): Readonly<Record<string, string>> => ({
  OMP_NUM_THREADS: String(threads),
  OPENBLAS_NUM_THREADS: String(threads),
  MKL_NUM_THREADS: String(threads),
});

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
  /** Does it use several threads, by what the libraries read of the environment and by the option `threads`? Default false. */
  readonly usesThreads?: boolean;
}

/** A contender in a process of Python. */
export function python({ name, precision, skipped, usesThreads, ...work }: PythonWork): NativeContender {
  const { modules, script, options, environment } = work;
  return {
    name,
    side: "native peer",
    precision,
    ...(skipped !== undefined && { skipped }),
    ...(usesThreads !== undefined && { usesThreads }),
    missing: () => (findPython(modules) === undefined ? `${noPython} ${modules.join(", ")} here` : undefined),
    command: (threads) => ({
      file: findPython(modules) ?? "python3",
      arguments: (folder) => [serve, script, writeInputs(work, folder), JSON.stringify({ ...options, threads })],
      environment: { ...threadsOfLibraries(threads), ...environment },
    }),
  };
}

/** Writes the inputs where serve.py reads them; returns what it is to be told of them. */
function writeInputs(work: Pick<PythonWork, "inputs">, folder: string): string {
  const inputs = Object.entries(work.inputs()).map(([name, { numbers, shape }]) => {
    const path = join(folder, name);
    writeFileSync(path, numbers);
    return [name, { path, shape, dtype: numbers.constructor.name.replace("Array", "").toLowerCase() }] as const;
  });
  return JSON.stringify(Object.fromEntries(inputs));
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
