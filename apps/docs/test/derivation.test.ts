import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

test("every figure in derivation.md is printed by the example", () => {
  const printed = execFileSync(
    process.execPath,
    ["--conditions", "@surprisal/source", path("examples/derivation.ts")],
    { encoding: "utf8" },
  );
  const blocks = [...readFileSync(path("derivation.md"), "utf8").matchAll(/^```text\n(.*?)^```$/gms)];
  expect(blocks.length).toBeGreaterThanOrEqual(8);
  for (const [, block = ""] of blocks) expect(printed).toContain(block);
});
