import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ownProcess } from "../../src/harness/ownProcess.ts";
import { python } from "../../src/peers/python.ts";

/** Stands for Python: has every module but one, and answers as serve.py does. */
const impostor = `#!${process.execPath}
const { readFileSync, writeFileSync } = require("node:fs");
const [first, script, inputs, options] = process.argv.slice(2);
if (first === "-c") process.exit(script.includes('["absent"]') ? 1 : 0);
if (JSON.parse(options).fails) {
  console.error("Traceback\\nMemoryError: too large");
  process.exit(1);
}
const { x } = JSON.parse(inputs);
const bytes = readFileSync(x.path);
const numbers = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
console.log(JSON.stringify({ ready: true }));
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { turns, folder } = JSON.parse(line);
  if (turns !== undefined) return console.log(JSON.stringify({ processor: turns, wall: 2 * turns }));
  writeFileSync(folder + "/twice", numbers.map((each) => 2 * each));
  console.log(JSON.stringify({ twice: x.dtype }));
});
`;

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "surprisal-impostor-"));
  const path = join(folder, "python.cjs");
  writeFileSync(path, impostor);
  chmodSync(path, 0o755);
  vi.stubEnv("PYTHON", path);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const work = {
  name: "peer",
  precision: "float32",
  script: "work.py",
  modules: ["present"],
  inputs: () => ({ x: { numbers: Float32Array.of(1, 2.5), shape: [2] } }),
} as const;

describe("python", () => {
  it("hands over inputs, takes the times it is told, and reads results", async () => {
    const process = await ownProcess(python(work).command(1));
    expect(await process.measure(3, 1)).toEqual({ processor: 3, wall: 6 });
    expect(await process.result()).toEqual({ twice: Float32Array.of(2, 5) });
    await process.stop();
  });

  it("says what a Python that ends has said last", async () => {
    const failing = python({ ...work, options: { fails: true } });
    await expect(ownProcess(failing.command(1))).rejects.toThrow("its process ended (code 1): MemoryError: too large");
  });

  it("is skipped where a module is missing", () => {
    // The path's own Python must not have it either.
    vi.stubEnv("PATH", folder);
    expect(python({ ...work, modules: ["absent"] }).missing()).toBe("no Python with absent here");
    expect(python(work).missing()).toBeUndefined();
  });
});
