import fc from "fast-check";
import { expect, test } from "vitest";
import { confusionMatrix, precisionRecallFscore } from "../src/index.ts";
import { reversed, rows } from "./rows.ts";

test("scikit-learn's example: actual down, predicted across", () => {
  const actual = Int32Array.of(2, 0, 2, 2, 0, 1);
  const predicted = Int32Array.of(0, 0, 2, 2, 0, 2);
  expect(confusionMatrix(predicted, actual, 3)).toEqual([
    [2, 0, 0],
    [0, 0, 1],
    [1, 0, 2],
  ]);
});

test("classes without rows have lines of zeros", () => {
  expect(confusionMatrix([1], [1], 3)).toEqual([
    [0, 0, 0],
    [0, 1, 0],
    [0, 0, 0],
  ]);
});

test("lines sum to the supports, swapped arguments give the transpose, order does not matter", () => {
  fc.assert(
    fc.property(rows, ({ predicted, actual, classCount }) => {
      const matrix = confusionMatrix(predicted, actual, classCount);
      const sums = matrix.map((line) => line.reduce((sum, count) => sum + count, 0));
      expect(sums).toEqual(precisionRecallFscore(predicted, actual, classCount).map(({ support }) => support));
      expect(confusionMatrix(actual, predicted, classCount)).toEqual(
        matrix.map((_, j) => matrix.map((line) => line[j])),
      );
      expect(confusionMatrix(reversed(predicted), reversed(actual), classCount)).toEqual(matrix);
    }),
  );
});
