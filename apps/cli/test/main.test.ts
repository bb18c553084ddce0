import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { penguins } from "./harness.ts";

const main = resolve(import.meta.dirname, "../src/main.ts");
const flags = ["--disable-warning=ExperimentalWarning", "--conditions", "@surprisal/source"];
const node = (...argv: string[]): { code: number | null; stdout: string; stderr: string } => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [...flags, ...argv], { encoding: "utf8" });
  return { code: status, stdout, stderr };
};
const start = (...argv: string[]) => node(main, ...argv);

describe("the program", () => {
  test("passes its exit code and its streams on", () => {
    const right = start("fit", penguins, "--target", "label", "--json");
    expect(right).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(right.stdout)).toMatchObject({ converged: true, testCount: null });
    expect(start("fit", "nowhere.csv", "--target", "x")).toEqual({
      code: 1,
      stdout: "",
      stderr: "surprisal: nowhere.csv: no such file\n",
    });
  });

  test("helps", () => {
    const { code, stdout } = start("--help");
    expect(code).toBe(0);
    expect(stdout).toContain("surprisal fit penguins.csv --target species");
    expect(start("fitt").stderr).toContain("unknown command 'fitt'");
  });

  test("loads what a command needs when it is asked for, and the report when one is to be written", () => {
    const told = `
      import { registerHooks } from "node:module";
      registerHooks({
        load(url, context, next) {
          const part = /[/]packages[/](models|report)[/]src[/]index/.exec(url)?.[1];
          if (part) console.error(part);
          return next(url, context);
        },
      });`;
    const loaded = (...argv: string[]) =>
      node("--import", `data:text/javascript,${encodeURIComponent(told)}`, main, ...argv).stderr;
    expect(loaded("--help")).toBe("");
    expect(loaded("fit", penguins, "--target", "label")).toBe("models\n");
  });
});
