import { expect, test } from "vitest";
import { smallInput } from "../smallInput.ts";
import { renderedSection } from "./renderedSection.ts";

test("accuracy, log-loss and Brier score of the model, of guessing and of the training rows", () => {
  const { page, text } = renderedSection("gain", smallInput);
  expect(text).toContain("The model is right on 3 of 5 test rows (60.0%).");
  expect(text).toContain("Always saying the most frequent class, apple, is right on 1 (20.0%).");
  // Wilson's interval of 3 of 5, by R: 0.2307 to 0.8824.
  expect(text).toContain("23.1% to 88.2%");
  expect(page.table("Guessing gives")).toEqual([
    ["Rows", "5", "5", "4"],
    ["Right", "3", "1", "4"],
    ["Accuracy", "60.0%", "20.0%", "100%"],
    ["Log-loss, nats", "1.11", "1.25", "0.592"],
    ["Log-loss, bits", "1.60", "1.80", "0.854"],
    ["Brier score", "0.669", "0.775", "0.305"],
  ]);
  expect(page.all("svg").map((svg) => svg.getAttribute("aria-label"))).toEqual(
    expect.arrayContaining([
      "Accuracy: guessing 20.0%, the model 60.0%",
      "Surprisal of a row: guessing 1.80, the model 1.60",
    ]),
  );
});

test("without a test the training rows are said to be such, and no interval is claimed for others", () => {
  const { test: _, ...input } = smallInput;
  const { page, text } = renderedSection("gain", input);
  expect(text).toContain("The model is right on 4 of 4 training rows (100%).");
  expect(text).not.toContain("95% interval");
  expect(page.table("Guessing gives")[2]).toEqual(["Accuracy", "100%", "50.0%"]);
});

test("a probability of 0 for what came true is an infinite log-loss", () => {
  const probabilities = Float64Array.of(1, 0, 0, 0.5, 0.25, 0.25);
  const input = {
    ...smallInput,
    test: { probabilities, actual: Int32Array.of(1, 0), rowNumbers: Int32Array.of(1, 2) },
  };
  const { page } = renderedSection("gain", input);
  expect(page.table("Guessing gives")[3]).toEqual(["Log-loss, nats", "infinite", "1.04", "0.592"]);
});
