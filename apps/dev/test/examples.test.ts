import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { collectExamples } from "../src/examples/collect.ts";
import { difference } from "../src/examples/difference.ts";
import { documentedNames } from "../src/examples/docComments.ts";
import { entriesOf, publicNames } from "../src/examples/publicNames.ts";
import { runExample } from "../src/examples/run.ts";
import { pathFrom, root } from "../src/source.ts";
import { readPackages } from "../src/workspace.ts";
import { perturbations } from "./examples/perturbations.ts";

const importModule = async (specifier: string): Promise<Record<string, unknown>> =>
  (await import(/* @vite-ignore */ specifier)) as Record<string, unknown>;

describe("examples", () => {
  for (const { example, inScope } of collectExamples(root)) {
    test(`${example.file}:${example.line}`, async () => {
      const scope = Object.assign({}, ...(await Promise.all(inScope.map(importModule)))) as object;
      for (const { actual, expected } of await runExample(example, { importModule, scope })) {
        // A value that holds whatever the example says proves nothing.
        for (const wrong of perturbations(expected)) expect(difference(actual, wrong)).toBeDefined();
      }
    });
  }
});

describe("every public function and class has an @example", () => {
  const entries = readPackages(root).flatMap((one) => entriesOf(root, one));
  test.each(entries)("$specifier", async ({ specifier, source }) => {
    const module = await importModule(specifier);
    const missing = publicNames(source)
      .filter(({ name }) => typeof module[name] === "function")
      .filter(({ file, localName }) => !documentedNames(file, readFileSync(file, "utf8")).get(localName))
      .map(({ name, file }) => `${name} (${pathFrom(root, file)})`);
    expect(missing).toEqual([]);
  });
});
