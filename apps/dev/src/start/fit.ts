import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** Where the model and the report of the first fit are written; git ignores it. */
const output = ".surprisal";
/** The report of the first fit. */
export const report = `${output}/penguins.html`;

const command =
  "fit packages/data/datasets/penguins.csv --target label --test-every 5 " +
  `--model ${output}/penguins.json --report ${report}`;

/**
 * Fits the penguins with the command line of this repository, run from its sources, in our terminal.
 *
 * @returns whether it succeeded.
 */
export function fitPenguins(root: string): boolean {
  mkdirSync(join(root, output), { recursive: true });
  console.log(`surprisal ${command}\n`);
  const flags = ["--disable-warning=ExperimentalWarning", "--conditions", "@surprisal/source"];
  const { status } = spawnSync(process.execPath, [...flags, "apps/cli/src/main.ts", ...command.split(" ")], {
    cwd: root,
    stdio: "inherit",
  });
  return status === 0;
}
