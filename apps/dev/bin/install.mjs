import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { capture, fetchTrouble, root } from "./processes.mjs";

const memory = join(root, "node_modules/.cache/surprisal/installed");

/** Installs the dependencies, unless everything that decides about them is as it was at the last install. */
export async function install(env) {
  const state = stateOfDependencies();
  if (existsSync(memory) && readFileSync(memory, "utf8") === state && isInstalled()) return;

  console.error("Installing the dependencies (once, and again where they change) …");
  // pnpm's own patience, 10 and 60 seconds a package, is many minutes where there is no network at all.
  const patience = ["--config.fetch-retry-mintimeout=500", "--config.fetch-retry-factor=2"];
  const options = { env, shell: process.platform === "win32" };
  const { code, output } = await capture("pnpm", ["install", "--frozen-lockfile", ...patience], options);
  if (code !== 0) throw fetchTrouble("install the dependencies", output);
  mkdirSync(join(memory, ".."), { recursive: true });
  writeFileSync(memory, state);
}

const workspaces = () =>
  ["packages", "apps"].flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`));

function stateOfDependencies() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${root}`);
  const manifests = ["", ...workspaces()].map((folder) => join(folder, "package.json"));
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", ...manifests]) {
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

/** Whether nobody has taken the installed folders away since. */
function isInstalled() {
  const hasDependencies = (folder) => {
    const path = join(root, folder, "package.json");
    if (!existsSync(path)) return false;
    const { dependencies, devDependencies } = JSON.parse(readFileSync(path, "utf8"));
    return Object.keys({ ...dependencies, ...devDependencies }).length > 0;
  };
  return ["", ...workspaces()]
    .filter(hasDependencies)
    .every((folder) => existsSync(join(root, folder, "node_modules")));
}
