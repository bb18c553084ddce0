import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readManifest, reasonToPassOver } from "../../src/conformance/manifest.ts";
import { runDataSet } from "../../src/conformance/run.ts";
import { root } from "../../src/source.ts";

const folder = join(root, "packages/models/test/data");
const sets = readManifest(await readFile(join(folder, "manifest.json"), "utf8"));

describe("the small data sets", () => {
  test.each(sets.map((set) => [set.name, set] as const))("%s", async (name, set) => {
    const { line, passed } = await runDataSet(folder, set);
    expect(line).toMatch(new RegExp(`^✓ ${name}: objective `));
    expect(passed).toBe(true);
  });
});

describe("what is not right fails", () => {
  const iris = sets.find(({ name }) => name === "iris");
  if (!iris?.golden) throw new Error("no iris");
  const reference = iris.golden["iris"];
  if (!reference) throw new Error("no reference");

  test.each([
    ["an objective 2e-8 off", { ...reference, objective_sum: reference.objective_sum * (1 + 2e-8) }, /off by 2\.0e-8/],
    ["one right prediction fewer", { ...reference, test_correct: 27 }, /28 of 30 right, expected 27/],
    ["other classes", { ...reference, classes: ["a", "b", "c"] }, /expected a b c/],
  ])("%s", async (_, other, message) => {
    const { line, passed } = await runDataSet(folder, { ...iris, golden: { iris: other } });
    expect(passed).toBe(false);
    expect(line).toMatch(message);
  });

  test("a set that cannot be read", async () => {
    const { line, passed } = await runDataSet(folder, { ...iris, files: [{ path: "nowhere.csv" }] });
    expect({ line: line.replace(folder, ""), passed }).toEqual({
      line: "✗ iris: /nowhere.csv: no such file",
      passed: false,
    });
  });
});

test("kinds that are not read here are passed over, by name", () => {
  const set = (input: object | null): Parameters<typeof reasonToPassOver>[0] => ({
    name: "x",
    files: [],
    input,
    golden: {},
  });
  expect(reasonToPassOver(set({ format: "idx", preprocess: "pixels" }))).toBe("images in IDX files");
  expect(reasonToPassOver(set({ preprocess: "text" }))).toBe("text");
  expect(reasonToPassOver(set(null))).toBe("no rule how to read it");
  expect(reasonToPassOver(set({ format: "libsvm", preprocess: "libsvm" }))).toBeUndefined();
  expect(reasonToPassOver(set({}))).toBeUndefined();
});
