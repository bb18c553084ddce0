import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readCases } from "./cases.ts";
import { runGolden } from "./run.ts";

const usage = "Usage: pnpm golden FILE [--form eager|fused]";

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    args: process.argv.slice(2).filter((argument) => argument !== "--"),
    allowPositionals: true,
    options: { form: { type: "string", default: "eager" } },
  });
  const [path, ...more] = positionals;
  const { form } = values;
  if (path === undefined || more.length > 0 || (form !== "eager" && form !== "fused")) throw new Error(usage);
  const { failures, passed, passedOver } = runGolden(readCases(await readFile(path, "utf8")), form);
  for (const failure of failures) console.log(`✗ ${failure}`);
  if (passedOver.size > 0) {
    const total = [...passedOver.values()].reduce((sum, count) => sum + count, 0);
    console.log(`Passed over ${total} cases of functions that are not here:`);
    console.log(`  ${[...passedOver].map(([name, count]) => `${name} ${count}`).join(", ")}`);
  }
  console.log(`${passed} passed, ${failures.length} failed`);
  if (failures.length > 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
