import { parseArgs } from "node:util";
import { root } from "../source.ts";
import { stages } from "./stages.ts";
import { verify } from "./verify.ts";

const names = stages.map(({ name }) => name);

function chosenStages() {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  if (values.only === undefined) return stages;
  const chosen = stages.filter(({ name }) => name === values.only);
  if (chosen.length === 0) throw new Error(`--only is ${values.only}, expected one of: ${names.join(", ")}.`);
  return chosen;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
try {
  const chosen = chosenStages();
  const paper = { isTerminal: process.stdout.isTTY, write: (text: string) => process.stdout.write(text) };
  process.exitCode = (await verify(root, chosen, paper)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
