import { expect, test } from "vitest";
import { exampleInput } from "../exampleInput.ts";
import { textOf } from "../readPage.ts";
import { smallInput } from "../smallInput.ts";
import { renderedSection } from "./renderedSection.ts";

test("a figure for each class, the largest coefficient first", () => {
  const { page, text } = renderedSection("coefficients", smallInput);
  expect(page.table("Largest coefficients of apple")).toEqual([
    ["colour = red", "2.000"],
    ["weight", "0.2500"],
  ]);
  expect(page.table("Largest coefficients of pear")).toEqual([
    ["weight", "−1.500"],
    ["colour = red", "−0.7500"],
  ]);
  expect(text).toContain("The model has 2 features, weighed anew for each of 3 classes.");
  expect(text).toContain(
    "for one standard deviation more in a numeric column, or for a level of a categorical column being there",
  );
});

test("two classes: one figure, and what its directions speak for", () => {
  const input = exampleInput({ classes: ["benign", "malignant"], levels: [] });
  const { page, text } = renderedSection("coefficients", input);
  expect(text).toContain("A bar to the right speaks for malignant, one to the left for benign.");
  expect(page.table("Largest coefficients of malignant")).toHaveLength(4);
  expect(
    page
      .all("figcaption")
      .map(textOf)
      .filter((caption) => /benign|malignant/.test(caption)),
  ).toEqual(["malignant"]);
});

test("many features: the largest are drawn", () => {
  const coefficients = Array.from({ length: 100 }, (_, i) => ({
    feature: `f${i}`,
    className: "pear",
    value: (i % 2 ? 1 : -1) * i,
  }));
  const { page, text } = renderedSection("coefficients", { ...smallInput, coefficients });
  const rows = page.table("Largest coefficients of pear");
  expect(rows.slice(0, 2)).toEqual([
    ["f99", "99.00"],
    ["f98", "−98.00"],
  ]);
  expect(rows).toHaveLength(16);
  expect(text).toContain("16 largest of 100");
});

test("many classes: the largest of all, and the strongest features of each", () => {
  const classes = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
  const { page } = renderedSection("coefficients", exampleInput({ classes, rowCount: 300, maxIterations: 10 }));
  expect(page.table("Largest coefficients of all classes")).toHaveLength(24);
  expect(page.table("The largest coefficients of each class").map(([name]) => name)).toEqual(classes);
});

test("no coefficients at all", () => {
  const { text } = renderedSection("coefficients", { ...smallInput, coefficients: [] });
  expect(text).toContain("The model has no coefficients");
});
