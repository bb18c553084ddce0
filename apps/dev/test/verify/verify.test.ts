import { expect, test } from "vitest";
import type { Outcome, Stage } from "../../src/verify/stages.ts";
import { verify } from "../../src/verify/verify.ts";

const stage = (name: string, outcome: Partial<Outcome>): Stage => ({
  name,
  run: () => ({ passed: 1, failed: 0, statement: "fine", details: "", ...outcome }),
});

async function run(stages: readonly Stage[], isTerminal = false) {
  let text = "";
  const succeeded = await verify("root", stages, { isTerminal, write: (more) => void (text += more) });
  return { succeeded, lines: text.replaceAll(/\d+\.\d s/g, "N s").split("\n") };
}

test("says how each stage went, and the sum alone on the last line", async () => {
  const all = [stage("types", {}), stage("tests", { passed: 40, statement: "40 tests pass", details: "not shown" })];
  expect(await run(all)).toEqual({
    succeeded: true,
    lines: [
      "✓ types  fine (N s)",
      "✓ tests  40 tests pass (N s)",
      "",
      "Everything passed, in N s.",
      "41 passed, 0 failed",
      "",
    ],
  });
});

test("a failing stage shows its details without colours, and the others run all the same", async () => {
  const colourful = "\u001b[31mline 1\u001b[39m\n\nline 2\n";
  const all = [stage("lint", { passed: 0, failed: 1, statement: "findings", details: colourful }), stage("types", {})];
  expect(await run(all)).toEqual({
    succeeded: false,
    lines: [
      "✗ lint   findings (N s)",
      "",
      "  line 1",
      "",
      "  line 2",
      "",
      "✓ types  fine (N s)",
      "",
      "Failed: lint, in N s. One stage alone: npm test -- --only lint",
      "1 passed, 1 failed",
      "",
    ],
  });
});

test("a stage that breaks is one failure", async () => {
  const broken: Stage = {
    name: "tests",
    run: () => Promise.reject(new Error("no turbo here")),
  };
  const { succeeded, lines } = await run([broken, stage("types", {})]);
  expect(succeeded).toBe(false);
  expect(lines[0]).toBe("✗ tests  could not be run (N s)");
  expect(lines).toContain("  Error: no turbo here");
  expect(lines.at(-2)).toBe("1 passed, 1 failed");
});

test("in a terminal, a stage at work is shown and written over, and colours stay", async () => {
  const red = "\u001b[31mred\u001b[39m";
  const { lines } = await run([stage("lint", { passed: 0, failed: 1, details: red })], true);
  expect(lines[0]).toBe("\r… lint N s\r\u001b[K✗ lint  fine (N s)");
  expect(lines[2]).toBe(`  ${red}`);
});
