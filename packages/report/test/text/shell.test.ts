import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shellArgument } from "../../src/text/shell.ts";

test.each([
  ["model.json", "model.json"],
  ["my model.json", '"my model.json"'],
  ["-rf", "./-rf"],
  ["$(reboot)", "'$(reboot)'"],
  ["it's $5", String.raw`'it'\''s $5'`],
  ["", '""'],
])("%j is %s", (path, expected) => {
  expect(shellArgument(path)).toBe(expected);
});

test("a shell reads back what was meant", () => {
  const path = fc.string({
    unit: fc.constantFrom(...Array.from("ab /$`\"'\\!*?~#&|;<>(){}[]^\n\t-é漢")),
    maxLength: 12,
  });
  const paths = fc.sample(path, 200).concat(["~", "a\\", "a\\\n", "*"]);
  const script = paths.map((each) => `printf '%s\\0' ${shellArgument(each)}`).join("\n");
  const read = execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
  expect(read).toEqual(paths.map((each) => (each.startsWith("-") ? `./${each}` : each)));
});
