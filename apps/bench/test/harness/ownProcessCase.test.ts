import { join } from "node:path";
import { expect, it } from "vitest";
import { ownProcessCase } from "../../src/harness/ownProcessCase.ts";

const script = join(import.meta.dirname, "dyingCase.child.ts");
const rates = { bandwidth: [], multiplyAdd: { float32: 1, float64: Infinity } };
const ask = (size: string) => ownProcessCase(script, { work: "some work", size, floors: rates });

it("tries again without a contender that has ended the process, and tells of it", async () => {
  const { contenders } = await ask("with one that aborts");
  expect(contenders.map(({ name, outcome }) => [name, outcome])).toEqual([
    ["aborting", { failed: "its process ended (SIGABRT)" }],
    ["sound", { failed: "Infinity" }],
  ]);
});

it("gives up where the case itself fails, or nobody can be blamed", async () => {
  await expect(ask("that throws")).rejects.toThrow("some work, that throws: no such work");
  await expect(ask("that ends")).rejects.toThrow("some work, that ends: its process ended (code 3)");
});
