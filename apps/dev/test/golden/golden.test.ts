import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCases } from "../../src/golden/cases.ts";
import { forms } from "../../src/golden/form.ts";
import { functions } from "../../src/golden/functions.ts";
import { runGolden } from "../../src/golden/run.ts";

const read = async (name: string): Promise<ReturnType<typeof readCases>> =>
  readCases(await readFile(join(import.meta.dirname, "../../golden", name), "utf8"));

const inFloat64 = forms.filter((form) => form !== "wasm32");

test.each(inFloat64)("every tail keeps its digits, %s", async (form) => {
  const { failures, passed, passedOver } = runGolden(await read("tails.json"), form);
  expect(failures).toEqual([]);
  expect(passed).toBe(1578);
  expect(passedOver.size).toBe(0);
});

test.each(inFloat64)(
  "every case of a function that is here gives PyTorch's answer, or the right one where that is wrong, %s",
  async (form) => {
    const cases = await read("losses.json");
    const { failures, passed, passedOver } = runGolden(cases, form);
    expect(failures).toEqual([]);
    expect(passed).toBe(cases.filter(({ fn }) => functions.has(fn)).length);
    expect(passed).toBeGreaterThanOrEqual(414);
    for (const name of passedOver.keys()) expect(functions.has(name)).toBe(false);
  },
);

/**
 * By the rule, which allows a gradient no more than its own largest entry: differences of nearly equal numbers that float32 has rounded before. The
 * first is left of a softmax of nearly equal logits, the last is p − t of a soft target; the others, by a parameter, have no program.
 */
const beyondFloat32 = [
  "logitnorm_cross_entropy#747",
  "crps_gaussian#942",
  "crps_gaussian#943",
  "crps_gaussian#944",
  "binary_cross_entropy_with_logits#95",
];

test("in float32, all but a few keep the digits that it has", async () => {
  const failures = ["losses.json", "tails.json"].map(async (name) => runGolden(await read(name), "wasm32").failures);
  expect((await Promise.all(failures)).flat().map((each) => each.split(" ")[0])).toEqual(beyondFloat32);
});

test("what has no program of a form is named", async () => {
  const cases = (await read("losses.json")).filter(({ fn }) => fn === "sparsemax_loss" || fn === "softmax_focal");
  expect([...runGolden(cases, "wasm").withoutProgram.keys()]).toEqual(["sparsemax_loss"]);
  expect(runGolden(cases).withoutProgram.size).toBe(0);
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
