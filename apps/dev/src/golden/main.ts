import { readFile } from "node:fs/promises";
import { readCases } from "./cases.ts";
import { runGolden } from "./run.ts";

const [path, ...more] = process.argv.slice(2).filter((argument) => argument !== "--");
if (path === undefined || more.length > 0) {
  console.error("Usage: pnpm golden FILE");
  process.exitCode = 2;
} else {
  try {
    const { failures, passed, passedOver } = runGolden(readCases(await readFile(path, "utf8")));
    for (const failure of failures) console.log(`✗ ${failure}`);
    if (passedOver.size > 0) {
      const total = [...passedOver.values()].reduce((sum, count) => sum + count, 0);
      console.log(`Passed over ${total} cases of functions that are not here:`);
      console.log(`  ${[...passedOver].map(([name, count]) => `${name} ${count}`).join(", ")}`);
    }
    console.log(`${passed} passed, ${failures.length} failed`);
    if (failures.length > 0) process.exitCode = 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
