import { expect, test } from "vitest";
import { report } from "../../src/index.ts";
import { readPage, textOf } from "../readPage.ts";
import { smallInput } from "../smallInput.ts";

const lede = (change: Partial<(typeof smallInput)["data"]>, name = "softmax regression") => {
  const { all } = readPage(
    report({ ...smallInput, data: { ...smallInput.data, ...change }, model: { ...smallInput.model, name } }),
  );
  return textOf(all("header .lede")[0] ?? null);
};

test("what was fitted to which files, without the folders they are in", () => {
  expect(lede({ file: "some/where/fruit.csv" })).toBe(
    "Softmax regression, fitted to 4 rows of fruit.csv and tested on 5 rows that it had not seen.",
  );
  expect(lede({ testFile: String.raw`C:\data\more.csv` })).toContain("tested on 5 rows of more.csv that");
  expect(lede({ file: "folder/" })).toContain("rows of folder/ and");
});

test("without a test it says so, twice", () => {
  const { test: _, ...input } = smallInput;
  const { all } = readPage(report(input));
  expect(textOf(all("header .lede")[0] ?? null)).toContain("fruit.csv and not tested on any others.");
  expect(all("header .note strong").map(textOf)).toEqual(["There is no test set."]);
});
