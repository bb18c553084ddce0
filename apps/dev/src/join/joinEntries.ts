import { isAbsolute, join } from "node:path";
import { rolldown } from "rolldown";
import { readManifest } from "../workspace.ts";

const joined = "./dist/joined/";

/**
 * Writes what Node loads of a package: for each of its entries one file, and one for each part that entries share, where `tsc` writes hundreds.
 * What it imports from other packages stays an import, so that each module is there once in a process.
 *
 * @param folder - the package's; each entry of its `exports` names under `node` the file to write.
 * @param options.from - the condition of `exports` under which the modules to join are found.
 * @param options.to - the package's folder where to write, if not `folder`.
 * @throws Error if what is under `node` lies elsewhere than in `dist/joined`, or there is nothing under `from`.
 */
export async function joinEntries(
  folder: string,
  { from = "default", to = folder }: { readonly from?: string; readonly to?: string } = {},
): Promise<void> {
  const input: Record<string, string> = {};
  for (const [entry, target] of Object.entries(readManifest(join(folder, "package.json")).exports ?? {})) {
    if (typeof target === "string" || target["node"] === undefined) continue;
    const { [from]: module, node } = target;
    if (module === undefined || !node.startsWith(joined) || !node.endsWith(".js"))
      throw new Error(`${folder}: exports["${entry}"] has ${node} for node, expected ${joined}NAME.js and a "${from}"`);
    input[node.slice(joined.length, -".js".length)] = join(folder, module);
  }
  const bundle = await rolldown({
    input,
    cwd: folder,
    platform: "neutral",
    external: (id) => !id.startsWith(".") && !isAbsolute(id),
  });
  // Not minified, and no `keepNames`: workers get functions as a text, which must name nothing from outside, and stack traces are for reading. The
  // maps lead to the files that tsc has written, which are published too.
  await bundle.write({
    dir: join(to, joined),
    cleanDir: true,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "shared-[name].js",
    comments: { annotation: true, jsdoc: false, legal: true },
    sourcemap: true,
    sourcemapExcludeSources: true,
  });
  await bundle.close();
}
