import fc from "fast-check";
import { expect, test } from "vitest";
import { accuracy, confusionMatrix } from "../src/index.ts";
import { reversed, rows } from "./rows.ts";

test("scikit-learn's example", () => {
  expect(accuracy(Int32Array.of(0, 2, 1, 3), Int32Array.of(0, 1, 2, 3))).toBe(0.5);
});

test("the diagonal of the confusion matrix over all of it, in any order of the rows", () => {
  fc.assert(
    fc.property(rows, ({ predicted, actual, classCount }) => {
      const diagonal = confusionMatrix(predicted, actual, classCount).reduce((sum, line, k) => sum + line[k]!, 0);
      expect(accuracy(predicted, actual)).toBe(diagonal / actual.length);
      expect(accuracy(reversed(predicted), reversed(actual))).toBe(diagonal / actual.length);
    }),
  );
});
