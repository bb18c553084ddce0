// npm start and npm test. Needs nothing but Node 20 and npm: it fetches the right Node and pnpm where they are missing,
// installs the dependencies where they have changed, and then runs the task with that Node.
import { delimiter, dirname } from "node:path";
import process from "node:process";
import { install } from "./install.mjs";
import { runThrough, Trouble } from "./processes.mjs";
import { findToolchain, remember } from "./toolchain.mjs";

const tasks = { start: "apps/dev/src/start/main.ts", test: "apps/dev/src/verify/main.ts" };

async function main() {
  const [task, ...rest] = process.argv.slice(2);
  // npm takes the -- away, pnpm leaves it.
  const args = rest[0] === "--" ? rest.slice(1) : rest;
  const script = tasks[task];
  if (!script) throw new Trouble(`run.mjs: unknown task "${task}", expected one of: ${Object.keys(tasks).join(", ")}.`);

  const tools = await findToolchain();
  // Windows spells it Path, and treats PATH and Path as two.
  const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  const path = [dirname(tools.node), tools.pnpmFolder, process.env[pathName]].join(delimiter);
  const env = { ...process.env, [pathName]: path };
  await install(env);
  remember(tools);
  await runThrough(
    tools.node,
    ["--disable-warning=ExperimentalWarning", "--conditions", "@surprisal/source", script, ...args],
    env,
  );
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
