import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { folderWith, penguins } from "./harness.ts";

const readme = readFileSync(resolve(import.meta.dirname, "../README.md"), "utf8");
const main = resolve(import.meta.dirname, "../src/main.ts");

/** The commands in the README, each with what stands below it. */
const sessions = [...readme.matchAll(/^```console\n(.*?)^```$/gms)].flatMap(([, block = ""]) =>
  [...block.matchAll(/^\$ surprisal (.*)\n((?:(?!\$ ).*\n)*)/gm)].map(([, command = "", output = ""]) => ({
    command,
    output,
  })),
);

/** The seconds are the machine's own, and so may be the last digits of a fit. */
const comparable = (text: string): string =>
  text.replace(/\d+\.\d\d s$/m, "… s").replaceAll(/\d\.\d{10,}/g, (digits) => Number(digits).toPrecision(8));

describe("the README", () => {
  let folder: string;
  beforeAll(async () => {
    const table = await readFile(penguins, "utf8");
    const [names = "", first = ""] = table.split("\n");
    const bare = (line: string): string => line.split(",").slice(0, -1).join(",");
    folder = await folderWith({
      "penguins.csv": table,
      "new.csv": `${bare(names)}\n${bare(first)}\n`,
      "wide.csv": "mass,label\n1,a\n1,2,b\n",
    });
  });

  test("has sessions", () => expect(sessions.length).toBe(6));

  // In the order of the README: later commands read what the first has written.
  test.each(sessions)("surprisal $command", ({ command, output }) => {
    const flags = ["--disable-warning=ExperimentalWarning", "--conditions", "@surprisal/source", main];
    const { stderr, stdout } = spawnSync(process.execPath, [...flags, ...command.split(" ")], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(comparable(stdout + stderr)).toBe(comparable(output));
  });
});
