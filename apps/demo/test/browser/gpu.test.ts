import { fileURLToPath } from "node:url";
import { toWgsl } from "@surprisal/contract/compile";
import { crossEntropy, softmaxFocal } from "@surprisal/losses";
import type { WgslProgram } from "@surprisal/tensor/compile";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lossCases, widthCases, type LossCase } from "./gpu/losses.ts";
import type { GpuResult, GpuTask } from "./gpu/main.ts";
import { opCases } from "./gpu/ops.ts";
import { launchBrowser } from "./launch.ts";
import { buildPage, serveFolder, type Site } from "./serve.ts";

// Compute shaders in a browser (by SwiftShader, which needs no GPU), against float64.

let built: Awaited<ReturnType<typeof buildPage>>;
let [browser, site, page]: [Browser?, Site?, Page?] = [];
const results = new Map<GpuTask, GpuResult>();
beforeAll(async () => {
  [built, browser] = await Promise.all([
    buildPage(fileURLToPath(new URL("gpu", import.meta.url))),
    launchBrowser(["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"]),
  ]);
  site = await serveFolder(built.folder);
  page = await browser.newPage();
  await page.goto(site.address);
  await page.locator("output:not(:empty)").waitFor();
  const tasks = [...opCases, ...lossCases, ...widthCases].map(({ task }) => task);
  for (const [i, each] of (await run(tasks)).entries()) results.set(tasks[i] as GpuTask, each);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await built?.remove();
});

const run = async (tasks: readonly GpuTask[]): Promise<readonly GpuResult[]> =>
  (await page?.evaluate((given) => globalThis.runOnGpu(given), tasks)) ?? [];

/** The outputs of a task. */
function outputsOf(task: GpuTask): readonly (readonly number[])[] {
  const result = results.get(task);
  if (result === undefined || "error" in result) throw new Error(result?.error ?? "no result");
  return result;
}

/** Units in the last place of float32 at a number; below the least normal number all are one. */
const unitAt = (x: number): number => 2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(x)))) - 23);

describe("functions in WGSL, of float32", () => {
  test.each(opCases)("$name is right to a few units in the last place", ({ name, right, task, units }) => {
    const [got = []] = outputsOf(task);
    expect(got.length).toBe(right.length);
    for (const [i, exact] of right.entries()) {
      const error = Math.abs((got[i] ?? Number.NaN) - exact) / unitAt(exact);
      expect(error, `${name} of ${task.inputs.map((x) => x[i]).join()}: ${got[i]}`).toBeLessThanOrEqual(units);
    }
  });
});

/** What float32 allows for: the rounding of z − m, the exponent of a power. */
function toleranceOf({ loss, task, width }: LossCase): number {
  const { gamma, gammaNegative, scale } = loss.parameters;
  const [power, factor] = [
    [gamma, gammaNegative],
    [scale, 1],
  ].map((all) => Math.max(0, ...all.filter((each) => typeof each === "number")));
  const [logits = []] = task.inputs;
  const rows = Array.from({ length: task.count }, (_, i) => logits.slice(i * width, (i + 1) * width));
  const range = Math.max(...rows.map((row) => Math.max(...row) - Math.min(0, ...row)));
  return 4e-7 * (1 + ((factor ?? 1) * range) / 8) * (1 + (power ?? 0));
}

describe("losses in WGSL agree with float64", () => {
  test.each([...lossCases, ...widthCases])("$name", (each) => {
    const tolerance = toleranceOf(each);
    for (const [k, got] of outputsOf(each.task).entries()) {
      const right = each.right[k] ?? [];
      const largest = Math.max(...Array.from(right, Math.abs));
      expect(got.length).toBe(right.length);
      for (const [i, exact] of right.entries()) {
        const where = `${["value", "gradient"][k]}[${i}]: ${got[i]}, expected ${exact}`;
        expect(Math.abs((got[i] ?? Number.NaN) - exact), where).toBeLessThanOrEqual(tolerance * largest + 1e-30);
      }
    }
  });
});

test("a class that is masked by a finite logit has no part in value and gradient", async () => {
  const program = (classCount: number): WgslProgram => toWgsl(softmaxFocal, { derivative: true, classCount });
  const [masked, without] = await run([
    { program: program(4), count: 1, inputs: [[2, -1e30, 0.5, -1], [2]] },
    { program: program(3), count: 1, inputs: [[2, 0.5, -1], [1]] },
  ]);
  expect(without).toHaveLength(2);
  const [[value], [a, b, c]] = without as [number[], number[]];
  expect(masked).toEqual([[value], [a, 0, b, c]]);
});

test.each([10, 100])("more rows of %i than there are workgroups: each goes on with the next", async (width) => {
  const count = 300;
  const program = toWgsl(crossEntropy, { derivative: true, classCount: width });
  const logits = Array.from({ length: count * width }, (_, i) => Math.sin(i));
  const inputs = [logits, Array.from({ length: count }, (_, i) => i % width)];
  const [few, all] = await run([2, 300].map((workgroups) => ({ program, count, inputs, workgroups })));
  expect(all).toHaveLength(2);
  expect(few).toEqual(all);
});

describe("the runner", () => {
  test("runs of no rows give nothing", async () => {
    const [task] = lossCases.map((each) => each.task);
    expect(await run([{ ...(task as GpuTask), count: 0 }])).toEqual([[[], []]]);
  });

  test("an input that is too short is refused", async () => {
    const [task] = opCases.map((each) => each.task);
    const [result] = await run([{ ...(task as GpuTask), inputs: [[1, 2]], count: 3 }]);
    expect(result).toEqual({ error: "ShapeError: wgslRunner: inputs[0] has 2 numbers, expected 3" });
  });

  test("a shader that the device refuses is an error", async () => {
    const [task] = opCases.map((each) => each.task);
    const { count, inputs, program } = task as GpuTask;
    const [result] = await run([{ count, inputs, program: { ...program, code: "fn main() { no shader }" } }]);
    expect(result).toHaveProperty("error");
  });
});
