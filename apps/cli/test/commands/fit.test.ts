import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { filesIn, folderWith, penguins, surprisal } from "../harness.ts";

const rows = (labels: readonly string[]): string =>
  `x,label\n${labels.map((label, i) => `${i % 7},${label}\n`).join("")}`;

describe("fit", () => {
  test("the penguins: objective, log-losses and counts of the exact minimum", async () => {
    const { code, stderr, stdout } = await surprisal([
      "fit",
      penguins,
      "--target",
      "label",
      "--test-every",
      "5",
      "--json",
    ]);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    const { iterations, seconds, ...result } = JSON.parse(stdout);
    // References: exact Newton minimum, 12 digits.
    expect(result).toEqual({
      objective: expect.closeTo(18.558453346, 8),
      trainLogLoss: expect.closeTo(0.0319692867756, 7),
      testLogLoss: expect.closeTo(0.0232658955669, 7),
      testCorrect: 68,
      testCount: 68,
      classes: ["Adelie", "Chinstrap", "Gentoo"],
      converged: true,
    });
    expect(iterations).toBeGreaterThan(5);
    expect(seconds).toBeGreaterThan(0);
  });

  test("says to a person what was fitted, how good it is and where it is", async () => {
    const folder = await folderWith();
    const [model, page] = [join(folder, "m.json"), join(folder, "r.html")];
    const argv = ["fit", penguins, "--target", "label", "--test-every", "5", "--model", model, "--report", page];
    const { code, stdout } = await surprisal(argv);
    expect(code).toBe(0);
    expect(stdout).toContain("Softmax regression, C = 1, fitted to 276 rows, tested on 68");
    expect(stdout).toContain("Test      accuracy 100.0 % (68 of 68), log-loss 0.02327 nats");
    expect(stdout).toContain("Guessing  log-loss 1.045 nats");
    expect(stdout).toMatch(/Chinstrap +0 +13 +0/);
    expect(stdout).toContain(`Model   ${model}`);
    expect(await filesIn(folder)).toEqual(["m.json", "r.html"]);
    expect(await readFile(page, "utf8")).toMatch(/^<!doctype html>/);
    expect(JSON.parse(await readFile(model, "utf8"))).toMatchObject({
      target: "label",
      classes: ["Adelie", "Chinstrap", "Gentoo"],
    });
  });

  test("test rows from another file; TSV and packed files; any text as a class", async () => {
    const names = ["NA", "?", "0", 'a, "b"', "Ünïcode 🐧"];
    const lines = Array.from({ length: 60 }, (_, i) => `${i % 5}.${i}\t${names[i % 5]}`);
    const tsv = `x\tclass\n${lines.map((line) => line.replace(/\ta, "b"$/, '\t"a, ""b"""')).join("\n")}\n`;
    const folder = await folderWith({ "train.tsv.gz": gzipSync(tsv), "test.tsv": tsv });
    const argv = [
      "fit",
      join(folder, "train.tsv.gz"),
      "--target",
      "class",
      "--test",
      join(folder, "test.tsv"),
      "--json",
    ];
    const { code, stdout } = await surprisal(argv);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ classes: ["0", "?", "NA", 'a, "b"', "Ünïcode 🐧"], testCount: 60 });
  });

  test("without test rows their numbers are null", async () => {
    const folder = await folderWith({ "d.csv": rows(["a", "b", "a", "b", "b"]) });
    const { stdout } = await surprisal(["fit", join(folder, "d.csv"), "--target", "label", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ testLogLoss: null, testCorrect: null, testCount: null });
  });

  test("a smaller C gives a larger penalty", async () => {
    const objective = async (c: string): Promise<number> =>
      JSON.parse((await surprisal(["fit", penguins, "--target", "label", "--c", c, "--json"])).stdout).objective;
    expect(await objective("0.01")).toBeGreaterThan(2 * (await objective("1")));
  });

  test("progress goes to a terminal only, and never to stdout", async () => {
    const argv = ["fit", penguins, "--target", "label", "--json"];
    const shown = await surprisal(argv, true);
    expect(shown.stderr).toContain("Fitted: iteration");
    expect(() => JSON.parse(shown.stdout)).not.toThrow();
    expect((await surprisal(argv, false)).stderr).toBe("");
  });

  test("of many classes the pairs that are confused", async () => {
    const labels = Array.from({ length: 140 }, (_, i) => `class ${String.fromCharCode(97 + (i % 14))}`);
    const folder = await folderWith({ "d.csv": rows(labels) });
    const { stdout } = await surprisal(["fit", join(folder, "d.csv"), "--target", "label"]);
    expect(stdout).toContain("Confused most often:");
    expect(stdout).toMatch(/\d+ {2}class \w taken for class \w/);
  });
});

describe("fit refuses, in one line, with exit code 1 and nothing written", () => {
  const header = "x,z,label\n1,2,a\n3,4,b\n";
  const cases: readonly (readonly [what: string, content: string, options: readonly string[], message: RegExp])[] = [
    ["a row with too many fields", `${header}5,6,7,a\n`, [], /d\.csv, line 4: 4 fields, expected 3\n$/],
    ["no rows", "x,label\n", [], /d\.csv: no rows below the column names, expected at least one\n$/],
    [
      "one class only",
      "x,label\n1,a\n2,a\n",
      [],
      /d\.csv: column "label" holds only "a", expected two classes or more\n$/,
    ],
    ["a row without a class", "x,label\n1,a\n2,\n3,b\n", [], /d\.csv, line 3: label is empty, expected a class\n$/],
    ["no column to learn from", "label\na\nb\n", [], /d\.csv: no column beside "label", expected one to learn from\n$/],
    ["a missing column", "x,y\n1,a\n", [], /d\.csv: no column "label", expected one of "x", "y"\n$/],
    ["fewer rows than n", header, ["--test-every", "9"], /d\.csv: 2 rows, expected 9 or more for --test-every 9\n$/],
    [
      "a class in the test rows only",
      "x,label\n1,a\n2,b\n3,a\n4,b\n5,c\n",
      ["--test-every", "5"],
      /d\.csv, line 6: label is "c", expected a class of training: "a", "b"\n$/,
    ],
    [
      "C that is no number",
      header,
      ["--c", "much"],
      /option '--c <number>' argument 'much' is invalid\. Expected a number above 0\.\n$/,
    ],
  ];
  test.each(cases)("%s", async (_, content, options, message) => {
    const folder = await folderWith({ "d.csv": content });
    const written = ["--model", join(folder, "m.json"), "--report", join(folder, "r.html")];
    const { code, stderr, stdout } = await surprisal([
      "fit",
      join(folder, "d.csv"),
      "--target",
      "label",
      ...options,
      ...written,
    ]);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^surprisal: [^\n]*\n$/);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(await filesIn(folder)).toEqual(["d.csv"]);
  });

  test("a wrong path", async () => {
    expect(await surprisal(["fit", "nowhere.csv", "--target", "label"])).toEqual({
      code: 1,
      stdout: "",
      stderr: "surprisal: nowhere.csv: no such file\n",
    });
  });

  test("destinations that cannot be, before any work is done", async () => {
    const folder = await folderWith({ "d.csv": header });
    const [data, same] = [join(folder, "d.csv"), join(folder, "same")];
    const refuse = async (...options: string[]): Promise<string> =>
      (await surprisal(["fit", data, "--target", "label", ...options])).stderr;
    expect(await refuse("--model", data)).toBe(`surprisal: --model ${data}: it is a file to read from\n`);
    expect(await refuse("--model", same, "--report", same)).toBe(
      `surprisal: --report ${same}: --model is to be written there\n`,
    );
    expect(await refuse("--report", join(folder, "no", "r.html"))).toMatch(/no such folder to write into\n$/);
    expect(await refuse("--model", folder)).toMatch(/a folder, expected a file\n$/);
    expect(await filesIn(folder)).toEqual(["d.csv"]);
  });

  test("both kinds of test rows at once", async () => {
    const { code, stderr } = await surprisal(["fit", "d.csv", "--target", "y", "--test", "t.csv", "--test-every", "5"]);
    expect(code).toBe(1);
    expect(stderr).toBe("surprisal: option '--test <file>' cannot be used with option '--test-every <n>'\n");
  });
});
