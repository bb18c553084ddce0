import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readCases } from "./cases.ts";
import { forms, type Form } from "./form.ts";
import { runGolden } from "./run.ts";

const usage = `Usage: pnpm golden FILE [--form ${forms.join("|")}]`;

const isForm = (form: string): form is Form => forms.some((each) => each === form);

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    args: process.argv.slice(2).filter((argument) => argument !== "--"),
    allowPositionals: true,
    options: { form: { type: "string", default: "eager" } },
  });
  const [path, ...more] = positionals;
  const { form } = values;
  if (path === undefined || more.length > 0 || !isForm(form)) throw new Error(usage);
  const run = runGolden(readCases(await readFile(path, "utf8")), form);
  const { failures, passed } = run;
  for (const failure of failures) console.log(`✗ ${failure}`);
  list("of functions that are not here", "Passed over", run.passedOver);
  list(`that have no program of this form, and were computed op by op`, "There are", run.withoutProgram);
  console.log(`${passed} passed, ${failures.length} failed`);
  if (failures.length > 0) process.exitCode = 1;
}

function list(which: string, what: string, counts: ReadonlyMap<string, number>): void {
  if (counts.size === 0) return;
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${what} ${total} cases ${which}:`);
  console.log(`  ${[...counts].map(([name, count]) => `${name} ${count}`).join(", ")}`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
