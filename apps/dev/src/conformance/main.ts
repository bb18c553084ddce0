import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readManifest, reasonToPassOver } from "./manifest.ts";
import { runDataSet } from "./run.ts";

const [folder, ...more] = process.argv.slice(2).filter((argument) => argument !== "--");
if (folder === undefined || more.length > 0) {
  console.error("Usage: pnpm conformance DIR (a folder with a manifest.json)");
  process.exitCode = 2;
} else {
  try {
    let passed = 0;
    let failed = 0;
    for (const set of readManifest(await readFile(join(folder, "manifest.json"), "utf8"))) {
      const reason = reasonToPassOver(set);
      if (reason === undefined) {
        const comparison = await runDataSet(folder, set);
        console.log(comparison.line);
        if (comparison.passed) passed++;
        else failed++;
      } else console.log(`- ${set.name}: passed over (${reason})`);
    }
    console.log(`${passed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
