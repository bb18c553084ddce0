import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toSource } from "@surprisal/contract/compile";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attempt } from "../../src/gallery/attempt.ts";
import { exhibits, isOfExamples } from "../../src/gallery/exhibits.ts";
import { root } from "../../src/source.ts";

// What a page offers to take away is TypeScript that a strict compiler takes, without this house around it.

const folder = mkdtempSync(join(tmpdir(), "surprisal-source-"));
const all = exhibits(root).filter(isOfExamples);
let printed = 0;

beforeAll(() => {
  for (const { loss, name } of all) {
    for (const target of loss.target) {
      for (const derivative of [false, true]) {
        const text = attempt(() => toSource(loss, { target, derivative, classCount: 3 }));
        if (text === undefined) continue;
        printed += 1;
        writeFileSync(join(folder, `${name}.${target}.${derivative}.ts`), text);
      }
    }
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test("all printed functions pass a strict compiler", () => {
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noUncheckedIndexedAccess: true,
        exactOptionalPropertyTypes: true,
        isolatedDeclarations: true,
        declaration: true,
        noEmit: true,
        target: "es2022",
        module: "nodenext",
        types: [],
      },
    }),
  );
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const output = attemptRun(() => execFileSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" }));
  expect(output).toBe("");
  expect(printed).toBeGreaterThan(1.5 * all.length);
});

function attemptRun(run: () => string): string {
  try {
    return run();
  } catch (error) {
    // A compiler that complains ends with a code of its own; what it says is in its output.
    const { stdout } = error as { readonly stdout?: string };
    return stdout ?? String(error);
  }
}
