import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { rolldown } from "rolldown";
import { describe, expect, test } from "vitest";
import { root } from "../../src/source.ts";

// What a page that imports one loss carries, by two bundlers. The sources are bundled as they are: what is built of them differs by types only.

type Bundle = (code: string) => Promise<string>;

const withEsbuild: Bundle = async (code) => {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: `${root}/apps/dev`, loader: "ts" },
    conditions: ["@surprisal/source"],
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    platform: "browser",
  });
  return outputFiles.map(({ text }) => text).join("");
};

const withRolldown: Bundle = async (code) => {
  const entry = "\0entry.ts";
  const bundle = await rolldown({
    input: entry,
    cwd: `${root}/apps/dev`,
    resolve: { conditionNames: ["@surprisal/source", "import", "default"] },
    plugins: [
      {
        name: "entry",
        resolveId: (id, importer) =>
          id === entry ? id : importer === entry ? fileURLToPath(import.meta.resolve(id)) : null,
        load: (id) => (id === entry ? code : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  return output.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("");
};

const oneLoss = `import { binaryCrossEntropy } from "@surprisal/losses";
import { grad } from "@surprisal/tensor";
globalThis.slope = grad((z) => binaryCrossEntropy.mean(z, [1]));`;

describe.each<[string, Bundle]>([
  ["esbuild", withEsbuild],
  ["rolldown", withRolldown],
])("%s", (name, bundle) => {
  test("one loss with its gradient is small, and holds no other", async () => {
    const code = await bundle(oneLoss);
    const size = gzipSync(code).length;
    console.log(`${name}: one loss and its gradient, ${code.length} bytes minified, ${size} gzip`);
    expect(code).toContain("binaryCrossEntropy");
    for (const other of [
      "softmaxFocal",
      "generalizedCrossEntropy",
      "crossEntropy",
      "klDivergence",
      "bernoulliScore",
      "mersenne",
    ]) {
      expect(code.match(new RegExp(`["'\`]${other}["'\`]`))).toBeNull();
    }
    expect(size).toBeLessThan(8 * 1024);
  });

  test("all losses are more than one", async () => {
    const code = await bundle(`import * as losses from "@surprisal/losses"; globalThis.losses = losses;`);
    for (const loss of [
      "softmaxFocal",
      "generalizedCrossEntropy",
      "crossEntropy",
      "klDivergence",
      "binaryCrossEntropy",
    ]) {
      expect(code).toMatch(new RegExp(`["'\`]${loss}["'\`]`));
    }
    const size = gzipSync(code).length;
    console.log(`${name}: all losses, ${code.length} bytes minified, ${size} gzip`);
    expect(size).toBeGreaterThan(gzipSync(await bundle(oneLoss)).length);
    expect(size).toBeLessThan(40 * 1024);
  });
});
