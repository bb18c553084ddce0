import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { capture, fetchTrouble, root } from "./processes.mjs";

const isWindows = process.platform === "win32";
const memory = join(root, "node_modules/.cache/surprisal/toolchain.json");

const readText = (path) => readFileSync(join(root, path), "utf8").trim();
const readJson = (path) => JSON.parse(readText(path));

/**
 * The Node and the pnpm to work with: those at hand where they are good enough, else those that npx fetches, which are
 * remembered, because asking npx again costs a second or two.
 *
 * @returns `node`, the program; `pnpmFolder`, the folder where a pnpm stands.
 */
export async function findToolchain() {
  const pnpmVersion = readJson("package.json").packageManager.replace("pnpm@", "");
  const nodeIsGood = isNewEnough(process.versions.node);
  const wanted = { pnpm: pnpmVersion, node: nodeIsGood ? process.execPath : readText(".node-version") };

  const remembered = recall(wanted);
  if (remembered) return remembered;
  const pnpmFolder = nodeIsGood ? await pnpmAtHand(pnpmVersion) : undefined;
  const tools = pnpmFolder ? { node: process.execPath, pnpmFolder } : await fetchTools(wanted, nodeIsGood);
  return { ...tools, wanted };
}

/** Writes down where the tools are. Only after the install, which wants to make node_modules itself. */
export function remember(tools) {
  if (tools.isRemembered) return;
  mkdirSync(join(memory, ".."), { recursive: true });
  writeFileSync(memory, JSON.stringify(tools, null, 2));
}

function recall(wanted) {
  if (!existsSync(memory)) return undefined;
  try {
    const tools = JSON.parse(readFileSync(memory, "utf8"));
    const isSame = tools.wanted.pnpm === wanted.pnpm && tools.wanted.node === wanted.node;
    if (isSame && existsSync(tools.node) && holdsPnpm(tools.pnpmFolder)) return { ...tools, isRemembered: true };
  } catch {
    // A broken note is no note.
  }
  return undefined;
}

/** Whether a version of Node runs the sources as they are. */
function isNewEnough(version) {
  const least = readJson("apps/dev/package.json").engines.node.replace(">=", "");
  const have = version.split(".").map(Number);
  const parts = least.split(".").map(Number);
  const at = parts.findIndex((part, i) => part !== have[i]);
  return at === -1 || have[at] > parts[at];
}

const holdsPnpm = (folder) =>
  (isWindows ? ["pnpm.exe", "pnpm.cmd"] : ["pnpm"]).some((name) => isFile(join(folder, name)));
const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

function pnpmFolderOf(path) {
  return path.split(delimiter).find((folder) => folder && holdsPnpm(folder));
}

/** The folder of the installed pnpm, if it has the right version. Asked from outside, where it does not switch versions. */
async function pnpmAtHand(version) {
  const folder = pnpmFolderOf(process.env.PATH ?? "");
  if (!folder) return undefined;
  const { code, output } = await capture("pnpm", ["--version"], { cwd: tmpdir(), shell: isWindows });
  return code === 0 && output.trim() === version ? folder : undefined;
}

async function fetchTools({ pnpm, node }, nodeIsGood) {
  const packages = nodeIsGood ? [`pnpm@${pnpm}`] : [nodePackage(node), `pnpm@${pnpm}`];
  const names = packages.map((each) => each.replace(/^node-.*@/, "Node ").replace("@", " ")).join(" and ");
  console.error(`Fetching ${names} from the npm registry (once) …`);

  const quietly = ["--yes", "--no-audit", "--no-fund", "--no-update-notifier", "--fetch-retry-mintimeout=1000"];
  const args = [...quietly, ...packages.map((each) => `--package=${each}`), "--call", "node apps/dev/bin/where.mjs"];
  const { code, output } = await npmExec(args);
  const found = /^toolchain: (.*)$/m.exec(output)?.[1];
  if (code !== 0 || !found) throw fetchTrouble(`fetch ${names}`, output);
  const { node: program, version, path } = JSON.parse(found);
  const pnpmFolder = pnpmFolderOf(path);
  if (!isNewEnough(version) || !pnpmFolder) throw fetchTrouble(`find the fetched ${names}`, output);
  return { node: nodeIsGood ? process.execPath : program, pnpmFolder };
}

/**
 * npm's own program, run by this Node, wherever npm says where it is: no shell then stands between. Otherwise npx by
 * its name, through the shell on Windows.
 */
function npmExec(args) {
  const npm = process.env.npm_execpath ?? "";
  if (npm.endsWith("npm-cli.js")) return capture(process.execPath, [npm, "exec", ...args]);
  if (!isWindows) return capture("npx", args);
  return capture(
    "npx",
    args.map((each) => (each.includes(" ") ? `"${each}"` : each)),
    { shell: true },
  );
}

/**
 * The package that holds a Node program for this machine. The package `node` only picks one of these in an install
 * script, for which it runs npm once more.
 */
function nodePackage(version) {
  const { platform, arch } = process;
  const name = platform === "darwin" && arch === "arm64" ? "node-bin" : "node";
  // npm has no newer one for these.
  const isScarce = platform === "darwin" || (isWindows && arch === "arm64");
  return `${name}-${isWindows ? "win" : platform}-${arch}@${isScarce ? "22.23.2" : version}`;
}
