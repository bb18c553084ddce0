import { expect, test } from "vitest";
import { exampleInput } from "../exampleInput.ts";
import { smallInput } from "../smallInput.ts";
import { renderedSection } from "./renderedSection.ts";

test("rows by surprisal, those of the same in the order of the file; wrong ones stand out", () => {
  const { page, text } = renderedSection("surprises", smallInput);
  expect(page.table("The 5 test rows")).toEqual([
    ["14", "plum", "apple", "0.125", "3.00"],
    ["12", "pear", "apple", "0.250", "2.00"],
    ["11", "apple", "apple", "0.500", "1.00"],
    ["13", "pear", "pear", "0.500", "1.00"],
    ["15", "plum", "plum", "0.500", "1.00"],
  ]);
  expect(page.all("strong").map(({ textContent }) => textContent)).toEqual(["apple", "apple"]);
  expect(text).not.toContain("of all surprisal");
});

test("of many rows the first twelve, and their part of all", () => {
  const { page, text } = renderedSection("surprises", exampleInput());
  expect(page.table("The 12 test rows")).toHaveLength(12);
  expect(text).toMatch(/These 12 of 68 test rows make up \d+\.\d% of all surprisal\./);
});

test("what had probability 0 is infinitely surprising", () => {
  const probabilities = Float64Array.of(1, 0, 0, 1, 0, 0);
  const input = {
    ...smallInput,
    test: { probabilities, actual: Int32Array.of(1, 0), rowNumbers: Int32Array.of(7, 8) },
  };
  expect(renderedSection("surprises", input).page.table("The 2 test rows")).toEqual([
    ["7", "pear", "apple", "0", "infinite"],
    ["8", "apple", "apple", "1.00", "0.00"],
  ]);
});
