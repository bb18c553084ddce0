import { expect, test } from "vitest";
import { checkLadder } from "../../src/ladder/check.ts";
import { describeLadder } from "../../src/ladder/describe.ts";
import { manifest, miniature } from "../miniature.ts";

/** A house in order: every test takes it and adds one fault. */
const sound = {
  "package.json": { name: "root", devDependencies: { vitest: "5" } },
  ".github/workflows/ci.yml": "",
  "node_modules/broken/index.js": "import {",
  "packages/tensor/package.json": manifest("tensor", ["pure-rand"], {
    exports: { ".": { "@surprisal/source": "./src/index.ts", default: "./dist/index.js" } },
  }),
  "packages/tensor/src/index.ts": `export { a } from "./a.ts";`,
  "packages/tensor/src/a.ts": `import rand from "pure-rand";\nimport { b } from "./deep/b.ts";`,
  "packages/tensor/src/deep/b.ts": `import { readFileSync } from "node:fs";\nimport "path";`,
  "packages/tensor/test/a.test.ts": `import { test } from "vitest";\nimport { a } from "@surprisal/tensor";`,
  "packages/tensor/dist/index.js": "import {",
  "packages/losses/package.json": manifest("losses", ["@surprisal/tensor"]),
  "packages/losses/src/index.ts": `import { a } from "@surprisal/tensor";`,
  "packages/metrics/package.json": manifest("metrics"),
  "packages/metrics/src/index.ts": "export const b = 1;",
  "apps/demo/package.json": manifest("demo", ["@surprisal/losses"], {
    private: true,
    devDependencies: { svelte: "5", "@types/estree": "1" },
  }),
  "apps/demo/vite.config.ts": `import base from "../dev/vitest.config.ts";`,
  "apps/demo/src/App.svelte": `<script>import { onMount } from "svelte"; import worker from "./worker.ts?worker";</script>`,
  "apps/demo/src/worker.ts": `import { l } from "@surprisal/losses";\nimport type { Node } from "estree";`,
  "apps/dev/package.json": manifest("dev", ["@surprisal/losses", "@surprisal/demo"], { private: true }),
  "apps/dev/vitest.config.ts": "export default {};",
  "apps/dev/src/main.ts": `import "@surprisal/losses";\nimport "@surprisal/demo";`,
};

/** What the check says of the sound house with these files in place of its own. */
const faults = (files: Record<string, string | object>) =>
  checkLadder(miniature({ ...sound, ...files })).violations.map(
    ({ file, line, from, to, why }) => `${file}:${line} ${from} → ${to}: ${why}`,
  );

test("a house in order has no violation", () => {
  const result = checkLadder(miniature(sound));
  expect(result.violations).toEqual([]);
  expect(result.packages).toBe(5);
  expect(describeLadder(result)).toBe(`${result.imports} imports of 5 packages read, none breaks the ladder.`);
  expect(result.imports).toBe(22);
});

test("an import from a higher floor, even of a type, even in a test", () => {
  const tensor = manifest("tensor", ["pure-rand"], {
    exports: { ".": { "@surprisal/source": "./src/index.ts" } },
    devDependencies: { "@surprisal/losses": "workspace:^" },
  });
  const losses = manifest("losses");
  const found = faults({
    "packages/tensor/package.json": tensor,
    "packages/losses/package.json": losses,
    "packages/losses/src/index.ts": "",
    "packages/tensor/test/b.test.ts": `\nimport type { L } from "@surprisal/losses/information";`,
  });
  const why = "tensor is on floor 1, losses on floor 4: a package imports only from lower floors";
  expect(found).toEqual([
    `packages/tensor/package.json:12 tensor → @surprisal/losses: ${why}`,
    `packages/tensor/test/b.test.ts:2 tensor → @surprisal/losses/information: ${why}`,
  ]);
});

test("siblings", () => {
  const found = faults({
    "packages/metrics/package.json": manifest("metrics", ["@surprisal/losses"]),
    "packages/metrics/src/index.ts": `export * from "@surprisal/losses";`,
  });
  const why = "metrics is on floor 4, losses on floor 4: siblings never import each other";
  expect(found).toEqual([
    `packages/metrics/package.json:4 metrics → @surprisal/losses: ${why}`,
    `packages/metrics/src/index.ts:1 metrics → @surprisal/losses: ${why}`,
  ]);
});

test("nothing in the house imports the repository's own commands", () => {
  const found = faults({ "packages/metrics/src/index.ts": `await import("@surprisal/dev");` });
  expect(found).toEqual([
    "packages/metrics/src/index.ts:1 metrics → @surprisal/dev: " +
      "metrics is on floor 4, dev on floor 8: a package imports only from lower floors",
    "packages/metrics/src/index.ts:1 metrics → @surprisal/dev: " +
      "@surprisal/dev is not among the dependencies of packages/metrics",
  ]);
});

test("an undeclared dependency, in what is shipped and in what is not", () => {
  const found = faults({
    "packages/metrics/package.json": manifest("metrics", [], { devDependencies: { "fast-check": "4" } }),
    "packages/metrics/src/index.ts": `import fc from "fast-check";\nimport { test } from "vitest";`,
    "packages/metrics/test/a.test.ts": `import fc from "fast-check";\nimport x from "@scope/undeclared/deep";`,
  });
  expect(found).toEqual([
    "packages/metrics/src/index.ts:1 metrics → fast-check: fast-check is not among the dependencies of packages/metrics",
    "packages/metrics/src/index.ts:2 metrics → vitest: vitest is not among the dependencies of packages/metrics",
    "packages/metrics/test/a.test.ts:2 metrics → @scope/undeclared/deep: " +
      "@scope/undeclared is not among the dependencies or devDependencies of packages/metrics",
  ]);
});

test("a relative import that leaves its package; the shared configuration is for configuration only", () => {
  const found = faults({
    "packages/losses/src/index.ts": `import { a } from "../../tensor/src/a.ts";`,
    "packages/losses/vitest.config.ts": `import base from "../../apps/dev/vitest.config.ts";`,
    "packages/losses/test/a.test.ts": `import base from "../../../apps/dev/vitest.config.ts";`,
    "packages/losses/other.config.ts": `import base from "../../apps/dev/src/main.ts";`,
    "packages/losses/lossesX.ts": `import "../lossesX/a.ts";`,
  });
  expect(found).toEqual([
    "packages/losses/lossesX.ts:1 losses → ../lossesX/a.ts: leaves its package: packages/lossesX/a.ts is not in packages/losses",
    "packages/losses/other.config.ts:1 losses → ../../apps/dev/src/main.ts: " +
      "leaves its package: apps/dev/src/main.ts is not in packages/losses",
    "packages/losses/src/index.ts:1 losses → ../../tensor/src/a.ts: " +
      "leaves its package: packages/tensor/src/a.ts is not in packages/losses",
    "packages/losses/test/a.test.ts:1 losses → ../../../apps/dev/vitest.config.ts: " +
      "leaves its package: apps/dev/vitest.config.ts is not in packages/losses",
  ]);
});

test("a cycle between files, through types and through the package's own name", () => {
  const found = faults({
    "packages/metrics/src/index.ts": `import type { A } from "./a.ts";`,
    "packages/metrics/src/a.ts": `\nimport type { B } from "./index.ts";`,
    "packages/tensor/src/deep/b.ts": `import { a } from "@surprisal/tensor";`,
    "apps/demo/src/worker.ts": `import "./worker.ts";`,
  });
  expect(found).toEqual([
    "packages/metrics/src/a.ts:2 metrics → ./index.ts: import cycle between files: " +
      "packages/metrics/src/a.ts → packages/metrics/src/index.ts → packages/metrics/src/a.ts",
    "packages/tensor/src/a.ts:2 tensor → ./deep/b.ts: import cycle between files: " +
      "packages/tensor/src/a.ts → packages/tensor/src/deep/b.ts → packages/tensor/src/index.ts → packages/tensor/src/a.ts",
    "apps/demo/src/worker.ts:1 demo → ./worker.ts: import cycle between files: " +
      "apps/demo/src/worker.ts → apps/demo/src/worker.ts",
  ]);
});

test("a cycle between packages, declared or imported", () => {
  const found = faults({
    "packages/tensor/package.json": manifest("tensor", ["pure-rand", "@surprisal/losses"], {
      exports: { ".": { "@surprisal/source": "./src/index.ts" } },
    }),
  });
  expect(found).toEqual([
    "packages/tensor/package.json:5 tensor → @surprisal/losses: " +
      "tensor is on floor 1, losses on floor 4: a package imports only from lower floors",
    "packages/losses/package.json:4 losses → @surprisal/tensor: import cycle between packages: " +
      "@surprisal/losses → @surprisal/tensor → @surprisal/losses",
  ]);
});

test("a package without a floor, and a stray folder at the top", () => {
  const found = faults({ "packages/extra/package.json": manifest("extra"), "tools/a.ts": "" });
  expect(found).toEqual([
    "tools:1 tools → .: only packages and apps stand at the top",
    "packages/extra/package.json:1 extra → extra: has no floor: give it one in apps/dev/src/ladder/floors.ts",
  ]);
});

test("violations are printed one a line, then their number", () => {
  const result = checkLadder(miniature({ ...sound, "tools/a.ts": "" }));
  expect(describeLadder(result).split("\n")).toEqual([
    "tools:1  tools → .: only packages and apps stand at the top",
    `${result.imports} imports of 5 packages read, 1 violations.`,
  ]);
});
