import fc from "fast-check";
import { expect, test } from "vitest";
import { accuracy, precisionRecallFscore } from "../src/index.ts";
import { reversed, rows } from "./rows.ts";

test("scikit-learn's example, with classes never predicted or never right at 0", () => {
  // cat 0, dog 1, pig 2
  const scores = precisionRecallFscore(Int32Array.of(0, 2, 1, 0, 0, 1), Int32Array.of(0, 1, 2, 0, 1, 2), 3);
  expect(scores).toEqual([
    { support: 2, precision: 2 / 3, recall: 1, fscore: 0.8 },
    { support: 2, precision: 0, recall: 0, fscore: 0 },
    { support: 2, precision: 0, recall: 0, fscore: 0 },
  ]);
});

test("nothing to divide by is 0: a class never predicted, one without rows, and one with neither", () => {
  const scores = precisionRecallFscore([1, 1], [0, 0], 3);
  const zero = { precision: 0, recall: 0, fscore: 0 };
  expect(scores).toEqual([
    { support: 2, ...zero },
    { support: 0, ...zero },
    { support: 0, ...zero },
  ]);
});

test("by hand: 3 found of 4, 1 of the found wrong", () => {
  const [, scores] = precisionRecallFscore([1, 1, 1, 0, 1, 0], [1, 1, 1, 1, 0, 0], 2);
  expect(scores).toEqual({ support: 4, precision: 0.75, recall: 0.75, fscore: 0.75 });
});

test("swapped arguments swap precision and recall; F1 is their harmonic mean; recall weighted by support is accuracy", () => {
  fc.assert(
    fc.property(rows, ({ predicted, actual, classCount }) => {
      const scores = precisionRecallFscore(predicted, actual, classCount);
      const swapped = precisionRecallFscore(actual, predicted, classCount);
      let found = 0;
      for (const [k, { support, precision, recall, fscore }] of scores.entries()) {
        expect([swapped[k]?.precision, swapped[k]?.recall]).toEqual([recall, precision]);
        expect(fscore).toBeCloseTo(precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall), 12);
        found += support * recall;
      }
      expect(found / actual.length).toBeCloseTo(accuracy(predicted, actual), 12);
      expect(precisionRecallFscore(reversed(predicted), reversed(actual), classCount)).toEqual(scores);
    }),
  );
});
