import { afterAll, expect, it } from "vitest";
import { kernelMemory } from "@surprisal/kernels";
import { ThreadPool } from "../../src/threads/threadPool.ts";
import { tryouts } from "./kernels.ts";

const pool = new ThreadPool(kernelMemory(), 300);
afterAll(() => pool.resize(1));
const module = tryouts();

function run(name: string): boolean {
  const steps = [{ module, kernel: name, args: [] }];
  const kernels = [module.exports[name]!];
  return pool.run({ steps, kernels, sharing: [0, 60, 1, 1, 60, 1], meanwhile: undefined });
}

it("ends workers that do not come back, and can start others", async () => {
  await pool.resize(2);
  const hang = (): void => {
    // A busy machine may let the worker come too late.
    for (let attempt = 0; attempt < 200; attempt++) run("hangs");
  };
  expect(hang).toThrow("a worker has not come back for 0.3 s, and all were ended");
  expect(pool.threads).toBe(1);
  expect(pool.trouble).toBe("a worker did not come back");
  expect(run("hangs")).toBe(false);
  await pool.resize(2);
  expect(pool.threads).toBe(2);
  expect(hang).toThrow("a worker has not come back");
});
