import { expect, test } from "vitest";
import { markdownExamples } from "../../src/examples/markdown.ts";

test("blocks tagged ts are examples; others, and ts no-run, are not", () => {
  const text = [
    "# Title",
    "```sh",
    "npm start",
    "```",
    "```ts",
    "const a = 1;",
    "",
    "a; // → 1",
    "```",
    "```ts no-run",
    "never();",
    "```",
    "- a list",
    "  ````ts",
    "  const fence = `",
    "  ```",
    "  `;",
    "  ````",
    "~~~ ts",
    "b;",
    "~~~",
    "```",
    "```",
  ].join("\n");
  expect(markdownExamples("README.md", text)).toEqual([
    { file: "README.md", line: 5, code: "const a = 1;\n\na; // → 1" },
    { file: "README.md", line: 14, code: "  const fence = `\n  ```\n  `;" },
    { file: "README.md", line: 19, code: "b;" },
  ]);
});

test("a block without end is an error that names its first line", () => {
  expect(() => markdownExamples("README.md", "text\n```ts\na;\n")).toThrow("README.md:2: this block has no end");
});
