import { expect, test } from "vitest";
import { smallInput } from "../smallInput.ts";
import { renderedSection } from "./renderedSection.ts";

test("cross-entropy in nats, in bits and as a probability: 2 to the −1.6 and to the −1.8", () => {
  const { text } = renderedSection("meaning", smallInput);
  expect(text).toContain(
    "spends 1.11 nats = 1.60 bits of surprisal on a row; guessing by class frequencies costs 1.25 nats = 1.80 bits",
  );
  expect(text).toContain("the probability 33.0% would spend as much as this one; for guessing, that is 28.7%");
  expect(text).toContain("What lies between the two is what the columns tell about the class.");
});

test("a model no better than guessing is said to be", () => {
  const uniform = { ...smallInput.train, probabilities: new Float64Array(12).fill(1 / 3) };
  const { text } = renderedSection("meaning", { ...smallInput, test: uniform });
  expect(text).toContain("The model costs no less than guessing");
});
