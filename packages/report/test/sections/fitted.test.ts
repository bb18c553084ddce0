import { expect, test } from "vitest";
import { textOf } from "../readPage.ts";
import { smallInput } from "../smallInput.ts";
import { renderedSection } from "./renderedSection.ts";

const withData = (data: Partial<(typeof smallInput)["data"]>) => ({
  ...smallInput,
  data: { ...smallInput.data, ...data },
});

test("files, rows, columns, classes, model", () => {
  const { page, text } = renderedSection("fitted", smallInput);
  const facts = page.all("dt").map((name, i) => `${textOf(name)}: ${textOf(page.all("dd")[i] ?? null)}`);
  expect(facts).toEqual([
    "File: fruit.csv",
    "Rows: 4 training, 5 test",
    "Split: by hand",
    "Target: kind",
    "Columns: 1 numeric, 1 categorical",
    "Classes: 3",
    "Model: softmax regression",
    "C: 0.5; smaller C shrinks coefficients more",
    "Software: surprisal 0.1.0",
    "Date: 2026-11-24",
  ]);
  expect(page.table("Columns the model reads")).toEqual([
    ["weight", "numeric", "1 (25.0%)"],
    ["colour", "categorical, 2 levels", "0"],
  ]);
  expect(page.table("Classes and their rows")).toEqual([
    ["apple", "2", "50.0%", "1"],
    ["pear", "1", "25.0%", "2"],
    ["plum", "1", "25.0%", "2"],
  ]);
  expect(text).toContain("A missing number counts as the mean of its column over the training rows.");
  expect(text).not.toContain("missing is a level of its own");
});

test("a test file is named, a missing category explained", () => {
  const columns = [{ name: "colour", kind: "categorical", missing: 3, levels: 2 }] as const;
  const { text } = renderedSection("fitted", withData({ testFile: "more fruit.csv", columns }));
  expect(text).toContain("Test file more fruit.csv");
  expect(text).toContain("missing is a level of its own");
  expect(text).not.toContain("standard deviation");
});

test("thousands of columns are counted, and the first of them named", () => {
  const columns = Array.from({ length: 5000 }, (_, i) => ({
    name: `pixel ${i}`,
    kind: "numeric" as const,
    missing: 0,
  }));
  const { page } = renderedSection("fitted", withData({ columns }));
  expect(page.table("The first 200 columns; 4,800 more columns left out")).toHaveLength(200);
});
