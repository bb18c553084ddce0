import { expect, test } from "vitest";
import { smallInput } from "../smallInput.ts";
import { renderedSection } from "./renderedSection.ts";

test("more than two classes: the probability of the predicted one, against being right", () => {
  const { page, text } = renderedSection("calibration", smallInput);
  // Four rows said 0.5 and three were right, one said 0.75 and was wrong: 4/5 · 0.25 + 1/5 · 0.75.
  expect(text).toContain("the two differ by 35.0 percentage points (expected calibration error, 10 bins)");
  expect(text).toContain("below it the model was too sure, above it not sure enough");
  expect(text).toContain("where one crosses the dashed line, the difference may be chance");
  expect(page.table("Reliability").map((cells) => cells.slice(0, 4))).toEqual([
    ["0.4 to 0.5", "4", "0.500", "0.750"],
    ["0.7 to 0.8", "1", "0.750", "0.000"],
  ]);
  // Wilson's intervals of 3 of 4 and of 0 of 1, by R.
  expect(page.table("Reliability").map((cells) => cells[4])).toEqual(["0.301–0.954", "0.000–0.793"]);
});

test("two classes: the probability of the second, against being of it", () => {
  const probabilities = Float64Array.of(0.75, 0.25, 0.75, 0.25, 0.125, 0.875);
  const rows = { probabilities, actual: Int32Array.of(0, 1, 1), rowNumbers: Int32Array.of(1, 2, 3) };
  const input = { ...smallInput, classes: ["no", "yes"], coefficients: [], train: rows, test: rows };
  const { page, text } = renderedSection("calibration", input);
  expect(text).toContain("a similar probability that a row is yes");
  expect(text).toContain("below it the probability was too high, above it too low");
  expect(page.table("Reliability").map((cells) => cells.slice(0, 4))).toEqual([
    ["0.2 to 0.3", "2", "0.250", "0.500"],
    ["0.8 to 0.9", "1", "0.875", "1.000"],
  ]);
});
