import { spawn } from "node:child_process";
import { join } from "node:path";
import { readManifest } from "../workspace.ts";

/** How a program ended, and all that it printed. */
export interface Ended {
  readonly succeeded: boolean;
  readonly output: string;
}

/**
 * Runs the program of an installed package with this Node, in the folder `root`. No shell stands between, so arguments
 * arrive as they are on every platform.
 */
export function runTool(root: string, packageName: string, args: readonly string[]): Promise<Ended> {
  const folder = join(root, "node_modules", packageName);
  const { bin } = readManifest(join(folder, "package.json"));
  const program = typeof bin === "string" ? bin : bin?.[packageName];
  if (program === undefined) throw new Error(`${packageName} has no program of its name`);

  return new Promise((resolve, reject) => {
    const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", NO_UPDATE_NOTIFIER: "1" };
    const child = spawn(process.execPath, [join(folder, program), ...args], { cwd: root, env, stdio: "pipe" });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    // Nothing is left running where we are stopped.
    const stop = () => void child.kill();
    process.once("exit", stop);
    child.on("close", (code) => {
      process.off("exit", stop);
      resolve({ succeeded: code === 0, output });
    });
  });
}
