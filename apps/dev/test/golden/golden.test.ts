import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCases } from "../../src/golden/cases.ts";
import { functions } from "../../src/golden/functions.ts";
import { runGolden } from "../../src/golden/run.ts";

const read = async (name: string): Promise<ReturnType<typeof readCases>> =>
  readCases(await readFile(join(import.meta.dirname, "../../golden", name), "utf8"));

test.each(["eager", "fused"] as const)("every tail keeps its digits, %s", async (form) => {
  const { failures, passed, passedOver } = runGolden(await read("tails.json"), form);
  expect(failures).toEqual([]);
  expect(passed).toBe(1578);
  expect(passedOver.size).toBe(0);
});

test("every case of a function that is here gives PyTorch's answer, or the right one where that is wrong", async () => {
  const cases = await read("losses.json");
  expect(runGolden(cases, "fused").failures).toEqual([]);
  const { failures, passed, passedOver } = runGolden(cases);
  expect(failures).toEqual([]);
  expect(passed).toBe(cases.filter(({ fn }) => functions.has(fn)).length);
  expect(passed).toBeGreaterThanOrEqual(414);
  for (const name of passedOver.keys()) expect(functions.has(name)).toBe(false);
});

test("a wrong answer fails: value, gradient, Hessian product, refusal", async () => {
  const cases = await read("losses.json");
  const some = cases.find(({ fn, hvp, gradients }) => fn === "cross_entropy" && hvp && "input" in gradients);
  if (!some?.hvp || !some.out) throw new Error("no case to spoil");
  const { add } = await import("@surprisal/tensor");
  const spoiled = [
    { ...some, out: add(some.out, 1e-6) },
    { ...some, gradients: { input: add(some.gradients["input"] ?? 0, 1e-6) } },
    { ...some, hvp: { ...some.hvp, product: add(some.hvp.product, 1e-6) } },
    { ...some, refused: true },
  ];
  expect(runGolden([some]).passed).toBe(1);
  expect(runGolden(spoiled).failures.map((failure) => failure.replace(/^.*\}: /, "").slice(0, 8))).toEqual([
    "value[0]",
    "∂/∂input",
    "Hessian·",
    "gave [1.",
  ]);
});
