import { createContext, runInContext } from "node:vm";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";

/** What a browser's bundler makes of the main entry, as a script that leaves its exports in `data`. */
async function bundle(): Promise<{ text: string; inputs: string[] }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL("../src/index.ts", import.meta.url))],
    bundle: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "iife",
    globalName: "data",
    conditions: ["@surprisal/source"],
    logLevel: "silent",
  });
  return { text: outputFiles[0]?.text ?? "", inputs: Object.keys(metafile.inputs) };
}

test("the main entry runs where there is nothing of Node", async () => {
  const { text, inputs } = await bundle();
  expect(inputs.some((path) => path.includes("csv-parse/dist/esm/sync.js"))).toBe(true);
  expect(inputs.filter((path) => path.includes("src/node"))).toEqual([]);
  // Only what every browser has and the language itself does not.
  const context = createContext({ TextEncoder });
  runInContext(text, context);
  const result: unknown = runInContext(
    `const table = data.parseTable('a;b\\r\\n1;"ä\\r\\n🐧"\\r\\n3;x\\r\\n', { delimiter: ";" });
    const encoder = data.TableEncoder.fit(table, data.inferColumnKinds(table));
    JSON.stringify([encoder.featureNames, encoder.transform(table).toArray(), [...table.lineNumbers]]);`,
    context,
  );
  expect(JSON.parse(String(result))).toEqual([
    ["a", "b=x", "b=ä\r\n🐧"],
    [
      [-1, 0, 1],
      [1, 1, 0],
    ],
    [2, 4],
  ]);
});
