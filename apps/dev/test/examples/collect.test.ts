import { join } from "node:path";
import { expect, test } from "vitest";
import { collectExamples } from "../../src/examples/collect.ts";
import { publicNames } from "../../src/examples/publicNames.ts";
import { manifest, miniature } from "../miniature.ts";

const source = (path: string) => ({ "@surprisal/source": path, default: "./dist/x.js" });
const example = (code: string) => `/**\n * @example\n * ${code}\n */\n`;
const files = {
  "README.md": "```ts\nroot;\n```",
  "packages/tensor/package.json": manifest("tensor", ["pure-rand"], { exports: { ".": source("./src/index.ts") } }),
  "packages/tensor/README.md": "\n```ts\npaper;\n```",
  "packages/tensor/src/index.ts": `export { a } from "./a.ts";`,
  "packages/tensor/src/a.ts": `${example("a;")}export const a = 1;`,
  "packages/losses/package.json": manifest("losses", ["@surprisal/tensor"], {
    exports: {
      ".": source("./src/index.ts"),
      "./information": source("./src/information/index.ts"),
      "./x.json": "./x.json",
    },
  }),
  "packages/losses/src/index.ts": `export { b, c as d, type T } from "./b.ts";\nexport { a } from "@surprisal/tensor";`,
  "packages/losses/src/b.ts": `${example("b;")}export const b = 1;\nexport { deep as c } from "./deep/c.ts";\nexport type T = 1;`,
  "packages/losses/src/deep/c.ts": `export const deep = 1;\nexport function own() {}`,
  "packages/losses/src/information/index.ts": `export { entropy } from "./entropy.ts";\nexport const here = 2;`,
  "packages/losses/src/information/entropy.ts": `${example("entropy();")}export function entropy() {}`,
  "packages/losses/test/b.test.ts": example("not.asked;"),
  "apps/docs/package.json": manifest("docs"),
  "apps/docs/deep/derivation.md": "```ts\nderivation;\n```\n\n```ts\nagain;\n```",
  "apps/cli/package.json": manifest("cli", ["commander"]),
  "apps/cli/other.md": "```ts\nnot.asked;\n```",
};

test("collects papers and sources, each with what is in scope", () => {
  const found = collectExamples(miniature(files)).map(({ example: { file, line, code }, inScope }) => {
    return [`${file}:${line}`, code, ...inScope];
  });
  expect(found).toEqual([
    ["README.md:1", "root;"],
    ["packages/tensor/README.md:2", "paper;"],
    ["apps/docs/deep/derivation.md:1", "derivation;"],
    ["apps/docs/deep/derivation.md:5", "again;"],
    ["packages/losses/src/b.ts:2", "b;", "@surprisal/tensor", "@surprisal/losses"],
    [
      "packages/losses/src/information/entropy.ts:2",
      "entropy();",
      "@surprisal/tensor",
      "@surprisal/losses",
      "@surprisal/losses/information",
    ],
    ["packages/tensor/src/a.ts:2", "a;", "@surprisal/tensor"],
  ]);
});

test("public names are followed to where they are declared; types and names of other packages are left out", () => {
  const root = miniature(files);
  const at = (path: string) => join(root, "packages/losses/src", path);
  expect(publicNames(at("index.ts"))).toEqual([
    { name: "b", file: at("b.ts"), localName: "b" },
    { name: "d", file: at("deep/c.ts"), localName: "deep" },
  ]);
  expect(publicNames(at("information/index.ts"))).toEqual([
    { name: "entropy", file: at("information/entropy.ts"), localName: "entropy" },
    { name: "here", file: at("information/index.ts"), localName: "here" },
  ]);
});
