import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { rolldown } from "rolldown";
import { describe, expect, test } from "vitest";
import { root } from "../../src/source.ts";

// What a page that imports one loss carries, by two bundlers, and how large that is. The sources are bundled as they are: what is built of
// them differs by types only.

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
])("%s", (_, bundle) => {
  test("one loss with its gradient holds no other", async () => {
    const code = await bundle(oneLoss);
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
  });

  test("all losses hold all", async () => {
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
  });
});

test.each(await checkSizes())("$name takes $size bytes gzip, within its limit", ({ passed }) => {
  expect(passed).toBe(true);
});

/** What size-limit measures, by rolldown. */
async function checkSizes(): Promise<{ readonly name: string; readonly size: number; readonly passed: boolean }[]> {
  const bin = `${root}/apps/dev/node_modules/size-limit/bin.js`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions", "@surprisal/source", bin, "--json", "--config", "src/sizes/limits.ts"],
    { cwd: `${root}/apps/dev` },
  ).catch((error: { readonly stdout: string }) => error);
  // Its own format.
  return JSON.parse(stdout) as Awaited<ReturnType<typeof checkSizes>>;
}
