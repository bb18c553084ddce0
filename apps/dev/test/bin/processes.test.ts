import { spawn } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { root } from "../../src/source.ts";

const module = pathToFileURL(join(root, "apps/dev/bin/processes.mjs")).href;

/** Runs lines of JavaScript through `runThrough` in a process of their own. */
function throughChild(code: string, args: readonly string[] = []) {
  const call = `
    const { runThrough } = await import(${JSON.stringify(module)});
    const [code, ...args] = process.argv.slice(1);
    await runThrough(process.execPath, ["-e", code, "--", ...args], process.env);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", call, "--", code, ...args], { stdio: "pipe" });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return { child, ended: once(child, "close").then(([exitCode, signal]: unknown[]) => ({ exitCode, signal, output })) };
}

const printArguments = `console.log(JSON.stringify(process.argv.slice(1)))`;

test("arguments arrive intact, whatever a shell would make of them", async () => {
  const args = ["--once", "a b", `"quoted" 'twice'`, "$HOME %PATH% ^&|<>", "*", "", "\\", 'back\\slash"', "→"];
  const { output } = await throughChild(printArguments, args).ended;
  expect(JSON.parse(output)).toEqual(args);
});

test("arguments of any text arrive intact", async () => {
  const text = fc.string({ unit: "grapheme" }).filter((each) => !each.includes("\0"));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 5 }), async (args) => {
      const { output } = await throughChild(printArguments, args).ended;
      expect(JSON.parse(output)).toEqual(args);
    }),
    { numRuns: 10 },
  );
});

test("the exit code is the child's", async () => {
  expect((await throughChild("process.exit(7)").ended).exitCode).toBe(7);
  expect((await throughChild("").ended).exitCode).toBe(0);
});

test("a child that a signal ended ends us in the same way", async () => {
  const { ended } = throughChild(`process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 9e5)`);
  expect(await ended).toMatchObject({ exitCode: null, signal: "SIGTERM" });
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s reaches the child, which may clean up", async (signal) => {
  const code = `
    process.on("${signal}", () => { console.log("clean"); process.exit(3); });
    setInterval(() => {}, 1000);
    console.log("ready");`;
  const { child, ended } = throughChild(code);
  await once(child.stdout, "data");
  child.kill(signal);
  expect(await ended).toEqual({ exitCode: 3, signal: null, output: "ready\nclean\n" });
});

test("trouble with the network is one sentence; other trouble keeps what was printed", async () => {
  const ask = `
    const { fetchTrouble } = await import(${JSON.stringify(module)});
    console.log(JSON.stringify(process.argv.slice(1).map((output) => fetchTrouble("fetch Node", output).message)));`;
  const outputs = [
    "npm error code ENOTFOUND\nnpm error network request to https://registry.npmjs.org/pnpm failed",
    "  error sending request: client error (Connect): tcp connect error: Connection refused (os error 111)",
    "ERR_PNPM_OUTDATED_LOCKFILE: Cannot install with frozen-lockfile\n",
  ];
  const child = spawn(process.execPath, ["--input-type=module", "-e", ask, "--", ...outputs], { stdio: "pipe" });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await once(child, "close");
  expect(JSON.parse(output)).toEqual([
    "Could not fetch Node: no connection to the npm registry (ENOTFOUND). Try again with one.",
    "Could not fetch Node: no connection to the npm registry (tcp connect error). Try again with one.",
    "ERR_PNPM_OUTDATED_LOCKFILE: Cannot install with frozen-lockfile\n\nCould not fetch Node; what it printed stands above.",
  ]);
});
