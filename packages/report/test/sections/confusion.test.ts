import { expect, test } from "vitest";
import { exampleInput } from "../exampleInput.ts";
import { textOf } from "../readPage.ts";
import { smallInput } from "../smallInput.ts";
import { renderedSection } from "./renderedSection.ts";

test("the cells are the counts; the diagonal is blue, errors orange, both by their part of the line", () => {
  const { page } = renderedSection("confusion", smallInput);
  expect(page.table("Confusion matrix, test rows")).toEqual([
    ["apple", "1", "0", "0"],
    ["pear", "1", "1", "0"],
    ["plum", "1", "0", "1"],
  ]);
  expect(page.all(".matrix tbody td").map((cell) => cell.getAttribute("class"))).toEqual([
    "b5",
    "zero",
    "zero",
    "o3",
    "b3",
    "zero",
    "o3",
    "zero",
    "b3",
  ]);
  expect(page.all(".matrix thead th").map(textOf)).toEqual(["actual", "predicted", "apple", "pear", "plum"]);
  expect(page.table("Precision")).toEqual([
    ["apple", "1", "0.333", "1.000", "0.500"],
    ["pear", "2", "1.000", "0.500", "0.667"],
    ["plum", "2", "1.000", "0.500", "0.667"],
  ]);
});

test("what cannot be divided is a dash: a class without rows, one never predicted", () => {
  const probabilities = Float64Array.of(0.5, 0.25, 0.25, 0.5, 0.25, 0.25);
  const input = {
    ...smallInput,
    test: { probabilities, actual: Int32Array.of(0, 1), rowNumbers: Int32Array.of(1, 2) },
  };
  expect(renderedSection("confusion", input).page.table("Precision")).toEqual([
    ["apple", "1", "0.500", "1.000", "0.667"],
    ["pear", "1", "–", "0.000", "0.000"],
    ["plum", "0", "–", "–", "–"],
  ]);
});

test("26 classes: a region of its own to scroll, that the keyboard reaches; zeros are left out", () => {
  const classes = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
  const input = exampleInput({ classes, rowCount: 600, maxIterations: 20, levels: [] });
  const { page, text } = renderedSection("confusion", input);
  const region = page.document.querySelector(".scroll");
  expect(["role", "tabindex", "aria-label"].map((name) => region?.getAttribute(name))).toEqual([
    "region",
    "0",
    "Confusion matrix",
  ]);
  const cells = page.table("Confusion matrix");
  expect(cells.map(([name]) => name)).toEqual(classes);
  expect(cells.flat().includes("0")).toBe(false);
  const sums = cells.map((line) => line.slice(1).reduce((sum, cell) => sum + Number(cell), 0));
  expect(sums).toEqual(classes.map((_, k) => input.test!.actual.filter((index) => index === k).length));
  expect(text).toContain("An empty cell is 0.");
});

test("40 classes: the most frequent confusions instead of a matrix", () => {
  const classes = Array.from({ length: 40 }, (_, i) => `class ${i}`);
  const input = exampleInput({ classes, rowCount: 900, maxIterations: 20, levels: [], separation: 0.5 });
  const { page } = renderedSection("confusion", input);
  expect(page.all(".matrix")).toEqual([]);
  const pairs = page.table("With 40 classes a matrix would not be legible: the 20 most frequent");
  expect(pairs).toHaveLength(20);
  const counts = pairs.map((cells) => Number(cells[2]));
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
});

test("a long table of scores stands aside", () => {
  const classes = Array.from({ length: 41 }, (_, i) => `class ${i}`);
  const input = exampleInput({ classes, rowCount: 300, maxIterations: 2, levels: [] });
  const { page } = renderedSection("confusion", input);
  expect(page.all("#confusion ~ details summary").map(textOf)).toEqual(["All 41 classes"]);
});
