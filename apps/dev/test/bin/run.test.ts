import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../src/source.ts";
import { miniature } from "../miniature.ts";

/**
 * A repository with the real start-up in it, whose task prints its arguments, and whose pnpm and npx are scripts that
 * note that they were called.
 */
function repository({ nodeNeeded = ">=20", pnpmVersion = "1.2.3" } = {}) {
  const tree = miniature({
    "package.json": { packageManager: "pnpm@1.2.3" },
    ".node-version": "24.21.0\n",
    "pnpm-lock.yaml": "one",
    "pnpm-workspace.yaml": "",
    "apps/dev/package.json": { engines: { node: nodeNeeded }, dependencies: { some: "1" } },
    "apps/dev/src/verify/main.ts": `console.log("ran", ...process.argv.slice(2)); process.exitCode = 5;`,
    "packages/readme.txt": "",
    "tools/calls": "",
  });
  cpSync(join(root, "apps/dev/bin"), join(tree, "apps/dev/bin"), { recursive: true });
  const calls = join(tree, "tools/calls");
  const tool = (name: string, script: string) => {
    const path = join(tree, "tools", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\necho "${name} $*" >> "${calls}"\n${script}`);
    chmodSync(path, 0o755);
  };
  tool("pnpm", `if [ "$1" = install ]; then mkdir -p apps/dev/node_modules node_modules; else echo ${pnpmVersion}; fi`);
  tool("fetched/pnpm", `mkdir -p apps/dev/node_modules node_modules`);
  const found = { node: process.execPath, version: "24.21.0", path: join(tree, "tools/fetched") };
  tool("npx", `echo 'toolchain: ${JSON.stringify(found)}'`);

  const run = (...args: string[]) => {
    writeFileSync(calls, "");
    const path = `${join(tree, "tools")}:/usr/bin:/bin`;
    const env = { PATH: path, HOME: process.env["HOME"] };
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(tree, "apps/dev/bin/run.mjs"), ...args], {
      env,
      encoding: "utf8",
    });
    const called = readFileSync(calls, "utf8").trimEnd().split("\n");
    return { stdout, stderr, status, calls: called.map((line) => line.split(" --")[0]) };
  };
  return { tree, run, tool };
}

test("with the right Node and pnpm at hand: installs once, then only runs the task", () => {
  const { tree, run } = repository();
  const first = run("test", "--only", "a b");
  expect(first.stdout).toBe("ran --only a b\n");
  expect(first.status).toBe(5);
  expect(first.calls).toEqual(["pnpm", "pnpm install"]);
  expect(first.stderr).toBe("Installing the dependencies (once, and again where they change) …\n");

  const second = run("test");
  expect(second).toEqual({ stdout: "ran\n", stderr: "", status: 5, calls: [""] });

  writeFileSync(join(tree, "pnpm-lock.yaml"), "two");
  expect(run("test").calls).toEqual(["pnpm install"]);
  expect(run("test").calls).toEqual([""]);

  rmSync(join(tree, "apps/dev/node_modules"), { recursive: true });
  expect(run("test").calls).toEqual(["pnpm install"]);
  expect(run("test").calls).toEqual([""]);
});

test("with another pnpm: fetches the right one, and remembers where it is as long as it is there", () => {
  const { tree, run, tool } = repository({ pnpmVersion: "9.0.0" });
  expect(run("test").calls).toEqual(["pnpm", "npx", "fetched/pnpm install"]);
  expect(run("test").calls).toEqual([""]);

  rmSync(join(tree, "tools/fetched/pnpm"));
  tool("npx", `echo 'npm error code ENOTFOUND'; exit 1`);
  const failed = run("test");
  expect(failed.status).toBe(1);
  expect(failed.stdout).toBe("");
  expect(failed.stderr).toBe(
    "Fetching pnpm 1.2.3 from the npm registry (once) …\n" +
      "Could not fetch pnpm 1.2.3: no connection to the npm registry (ENOTFOUND). Try again with one.\n",
  );
});

test("with a Node that is too old: fetches both, asking for the Node of this machine", () => {
  const { tree, run, tool } = repository({ nodeNeeded: ">=999.1" });
  // Nothing is that new: what was fetched must not be taken for it.
  expect(run("test").stderr).toMatch(
    /Could not find the fetched Node .* and pnpm 1\.2\.3; what it printed stands above/,
  );
  tool(
    "npx",
    `echo 'toolchain: ${JSON.stringify({ node: process.execPath, version: "999.1.0", path: join(tree, "tools/fetched") })}'`,
  );
  const { stdout, stderr } = run("test");
  expect(stderr).toMatch(/^Fetching Node \d+\.\d+\.\d+ and pnpm 1\.2\.3 from the npm registry \(once\) …\n/);
  expect(stdout).toBe("ran\n");
  expect(run("test").calls).toEqual([""]);
});

test("a failed install says what pnpm said, runs nothing, and is tried again", () => {
  const { tree, run, tool } = repository();
  tool("pnpm", `if [ "$1" = install ]; then echo ERR_PNPM_SOMETHING; exit 1; else echo 1.2.3; fi`);
  const failed = run("test");
  expect(failed.stdout).toBe("");
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain(
    "ERR_PNPM_SOMETHING\n\nCould not install the dependencies; what it printed stands above.",
  );
  expect(existsSync(join(tree, "node_modules"))).toBe(false);
  expect(run("test").calls).toEqual(["pnpm", "pnpm install"]);
});

test("an unknown task is one sentence", () => {
  const { stderr, status } = repository().run("tset");
  expect(stderr).toBe('run.mjs: unknown task "tset", expected one of: start, test.\n');
  expect(status).toBe(1);
});
