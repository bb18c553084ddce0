import { expect, test } from "vitest";
import { readImports } from "../../src/ladder/imports.ts";

test("reads every form of import, with its line", () => {
  const text = [
    `import a from "static";`,
    `import type { B } from "only-types";`,
    `import { type C } from "inline-type";`,
    `import "side-effect";`,
    `export { d } from "named-export";`,
    `export type { E } from "type-export";`,
    `export * from "star-export";`,
    `export * as f from "namespace-export";`,
    `const g = await import("dynamic");`,
    "const h = await import(`template`);",
    `let i: import("type-query").I;`,
    `type J = typeof import("typeof-query");`,
    `import {`,
    `  k,`,
    `} from "many-lines";`,
  ].join("\n");
  expect(readImports("a.ts", text)).toEqual([
    { specifier: "static", line: 1 },
    { specifier: "only-types", line: 2 },
    { specifier: "inline-type", line: 3 },
    { specifier: "side-effect", line: 4 },
    { specifier: "named-export", line: 5 },
    { specifier: "type-export", line: 6 },
    { specifier: "star-export", line: 7 },
    { specifier: "namespace-export", line: 8 },
    { specifier: "dynamic", line: 9 },
    { specifier: "template", line: 10 },
    { specifier: "type-query", line: 11 },
    { specifier: "typeof-query", line: 12 },
    { specifier: "many-lines", line: 13 },
  ]);
});

test("is not fooled by comments, strings, templates and regular expressions", () => {
  const text = [
    `// import a from "comment";`,
    `/* import("block") */`,
    `const b = 'import c from "string"';`,
    'const d = `import("template")`;',
    `const e = /import("expression")/;`,
    `/** @example import { f } from "doc" */`,
    `export const g = "−→ 𝜎"; import h from "after-wide-characters";`,
  ].join("\n");
  expect(readImports("a.ts", text)).toEqual([{ specifier: "after-wide-characters", line: 7 }]);
});

test("a dynamic import whose name is computed is not an arrow that can be read", () => {
  expect(readImports("a.ts", "await import(`./${name}.ts`); await import(name);")).toEqual([]);
});

test("reads plain JavaScript", () => {
  expect(readImports("a.mjs", `import { a } from "b";\nexport const c = a < 1 && a > 0;`)).toEqual([
    { specifier: "b", line: 1 },
  ]);
});

test("reads both scripts and the markup of a component, with their lines", () => {
  const text = [
    `<script module lang="ts">`,
    `  import type { A } from "module-script";`,
    `</script>`,
    ``,
    `<script lang="ts">`,
    `  import B from "./B.svelte";`,
    `  let { c }: { c: import("prop").C } = $props();`,
    `</script>`,
    ``,
    `<p>import d from "markup text"</p> {#await import("./lazy.ts") then e}<e.default />{/await}`,
    `{#await import("./later.ts")}{/await}`,
    `<style>p { color: red }</style>`,
  ].join("\n");
  expect(readImports("A.svelte", text)).toEqual([
    { specifier: "module-script", line: 2 },
    { specifier: "./B.svelte", line: 6 },
    { specifier: "prop", line: 7 },
    { specifier: "./lazy.ts", line: 10 },
    { specifier: "./later.ts", line: 11 },
  ]);
});

test("a file that cannot be parsed is an error that names it", () => {
  expect(() => readImports("broken.ts", "import { from")).toThrow(/broken\.ts: /);
});
