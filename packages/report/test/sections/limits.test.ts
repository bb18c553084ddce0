import { expect, test } from "vitest";
import { exampleInput } from "../exampleInput.ts";
import { smallInput } from "../smallInput.ts";
import { renderedSection } from "./renderedSection.ts";

test("few rows, rare classes", () => {
  const { text } = renderedSection("limits", smallInput);
  expect(text).toContain("The test has 5 rows: one row more or less right moves the accuracy by 20 percentage points.");
  expect(text).toContain(
    "Fewer than 20 training rows: apple, pear and plum. What is said of these classes rests on little.",
  );
  expect(text).not.toContain("did not converge");
});

test("no test set, no convergence", () => {
  const input = exampleInput({ heldOut: false, levels: [], maxIterations: 1 });
  const { page, text } = renderedSection("limits", input);
  expect(text).toContain("The fit did not converge");
  expect(text).toContain("No rows were held out.");
  expect(text).not.toContain("Fewer than");
  expect(text).not.toContain("level of a categorical column");
  expect(page.all("header .note strong").map(({ textContent }) => textContent)).toEqual([
    "The fit did not converge.",
    "There is no test set.",
  ]);
});

test("of many rare classes the first are named", () => {
  const classes = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
  const { text } = renderedSection("limits", exampleInput({ classes, rowCount: 100, maxIterations: 1 }));
  expect(text).toContain("Fewer than 20 training rows: A, B, C, D, E and 21 more.");
});
