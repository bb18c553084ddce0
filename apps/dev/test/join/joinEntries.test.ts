import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { joinEntries } from "../../src/join/joinEntries.ts";
import { root } from "../../src/source.ts";
import { readPackages } from "../../src/workspace.ts";
import { manifest, miniature } from "../miniature.ts";

const packages = readPackages(root).filter(({ folder }) => folder.startsWith("packages/"));

test.each(packages)("each entry of $folder has a file for Node and modules for bundlers", ({ manifest }) => {
  const entries = Object.entries(manifest.exports ?? {}).filter(([entry]) => entry !== "./package.json");
  expect(entries.length).toBeGreaterThan(0);
  for (const [entry, target] of entries) {
    const name = entry === "." ? "index" : entry.slice(2);
    expect(Object.entries(target)).toEqual([
      ["@surprisal/source", expect.stringMatching(/^\.\/src\/.+\.ts$/)],
      ["types", expect.stringMatching(/^\.\/dist\/.+\.d\.ts$/)],
      ["module", expect.stringMatching(/^\.\/dist\/.+\.js$/)],
      ["node", `./dist/joined/${name}.js`],
      ["default", (target as { readonly module?: string }).module],
    ]);
  }
});

/** Imports every package, and does what fails where a module is there twice, or has lost what it does on loading. */
const program = `
import assert from "node:assert/strict";
import * as contract from "@surprisal/contract";
import { fuse } from "@surprisal/contract/compile";
import { readTable } from "@surprisal/data/node";
import "@surprisal/gradcheck";
import { multiplyMatrices, startThreads } from "@surprisal/kernels";
import "@surprisal/kernels/worker";
import * as losses from "@surprisal/losses";
import { linearLoss } from "@surprisal/losses/vocabulary";
import { TableClassifier } from "@surprisal/models";
import "@surprisal/report";
import { grad, ShapeError, tensor } from "@surprisal/tensor";
import { backendInfo } from "@surprisal/tensor/compile";

const x = tensor([[1, 2, 3], [0, 0, 9]], { dtype: "float64" });
for (const loss of [losses.crossEntropy, losses.softmaxFocal]) {
  const [plain, fused] = [loss, fuse(loss)].map((each) => grad((z) => each.mean(z, [0, 2]))(x).data);
  assert.ok(plain.every((slope, i) => Math.abs(slope - fused[i]) < 1e-12));
}
assert.equal(fuse(losses.crossEntropy).formFor("classes", 3), "wasm");
assert.equal(contract.ShapeError, ShapeError);
assert.throws(() => linearLoss(losses.crossEntropy)([[1, 2]], [[1, 2, 3]], [0], [0]), ShapeError);

const [size, numbers] = [256, Float64Array.from({ length: 256 ** 2 }, (_, i) => i % 7)];
const multiply = () => {
  const product = new Float64Array(size ** 2);
  multiplyMatrices(numbers, numbers, product, { rows: size, inner: size, columns: size });
  return product;
};
const alone = multiply();
await startThreads(2);
assert.equal(backendInfo().threads, 2);
assert.deepEqual(multiply(), alone);

const classifier = await TableClassifier.fit(await readTable(process.argv[2]), "label");
console.log(classifier.classes.join());
`;

test("in Node each module is there once, whichever entries a process imports", async () => {
  const folder = miniature({ "program.mjs": program });
  for (const {
    folder: from,
    manifest: { name, dependencies = {} },
  } of packages) {
    const to = join(folder, "node_modules", name);
    mkdirSync(to, { recursive: true });
    copyFileSync(join(root, from, "package.json"), join(to, "package.json"));
    await joinEntries(join(root, from), { from: "@surprisal/source", to });

    const joined = join(to, "dist/joined");
    const sources = readdirSync(joined)
      .filter((file) => file.endsWith(".map"))
      // The format of source maps.
      .flatMap((file) => (JSON.parse(readFileSync(join(joined, file), "utf8")) as { sources: string[] }).sources);
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.toSorted()).toEqual([...new Set(sources)].toSorted());

    for (const other of Object.keys(dependencies).filter((each) => !each.startsWith("@surprisal/"))) {
      const link = join(to, "node_modules", other);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(realpathSync(join(root, from, "node_modules", other)), link, "junction");
    }
  }
  const penguins = join(root, "packages/data/datasets/penguins.csv");
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "program.mjs"), penguins]);
  expect(stdout).toBe("Adelie,Chinstrap,Gentoo\n");
});

test("an entry whose file would lie elsewhere is refused, and leaves nothing", async () => {
  const exports = { ".": { node: "./dist/index.js", default: "./dist/index.js" } };
  const folder = miniature({ "package.json": manifest("tensor", [], { exports }), "dist/index.js": "" });
  await expect(joinEntries(folder)).rejects.toThrow('exports["."] has ./dist/index.js for node');
  expect(existsSync(join(folder, "dist/joined"))).toBe(false);
});
