import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Something the reader can do something about: printed as its message alone, without a stack. */
export class Trouble extends Error {}

/**
 * Runs a program to its end and keeps what it prints.
 *
 * @param shell - through the shell, which Windows needs for npx and pnpm; only for fixed words that no shell changes.
 * @returns `code` is undefined where the program could not be started.
 */
export function capture(command, args, { cwd = root, env = process.env, shell = false } = {}) {
  return new Promise((resolve) => {
    const [program, rest] = shell ? [[command, ...args].join(" "), []] : [command, args];
    const child = spawn(program, rest, { cwd, env, shell, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", () => resolve({ code: undefined, output }));
    child.on("close", (code) => resolve({ code, output }));
  });
}

/** Runs a program in our place: it has our terminal and gets our signals; we end as it ends. */
export function runThrough(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: "inherit" });
    // On Windows the console itself interrupts the child, and kill() would not let it clean up.
    const forward = (signal) => process.platform === "win32" || child.kill(signal);
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, forward);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      for (const each of signals) process.off(each, forward);
      if (signal) process.kill(process.pid, signal);
      process.exitCode = code ?? 1;
      resolve();
    });
  });
}

/** What npm and pnpm call a network that is not there. */
const networkCodes =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENETDOWN|dns error|tcp connect error)\b/;

/**
 * A failed fetch in one sentence where the network is to blame, otherwise with what the program printed.
 *
 * @param what - completes "Could not …".
 */
export function fetchTrouble(what, output) {
  const cause = networkCodes.exec(output)?.[0];
  if (cause) return new Trouble(`Could not ${what}: no connection to the npm registry (${cause}). Try again with one.`);
  return new Trouble(`${output.trimEnd()}\n\nCould not ${what}; what it printed stands above.`);
}
