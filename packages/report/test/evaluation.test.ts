import { expect, test } from "vitest";
import { evaluate } from "../src/evaluation.ts";
import { smallInput } from "./smallInput.ts";

test("test rows, guessing and training rows, by hand", () => {
  const evaluation = evaluate(smallInput);
  expect(evaluation.heldOut).toBe(true);
  expect([...evaluation.predicted]).toEqual([0, 0, 1, 0, 2]);
  expect(evaluation.confusion).toEqual([
    [1, 0, 0],
    [1, 1, 0],
    [1, 0, 1],
  ]);
  const { scores, baseline, training } = evaluation;
  expect([scores, baseline, training].map(({ right, rows }) => [right, rows])).toEqual([
    [3, 5],
    [1, 5],
    [4, 4],
  ]);
  expect(scores.logLoss).toBeCloseTo((8 / 5) * Math.LN2, 14);
  expect(scores.brier).toBeCloseTo(0.66875, 14);
  expect(baseline.logLoss).toBeCloseTo((9 / 5) * Math.LN2, 14);
  expect(baseline.brier).toBeCloseTo(0.775, 14);
  expect(training.logLoss).toBeCloseTo(((3 - Math.log2(0.75)) / 4) * Math.LN2, 14);
  expect([evaluation.majority, evaluation.trainCounts, evaluation.testCounts]).toEqual([0, [2, 1, 1], [1, 2, 2]]);
});

test("without a test it is about the training rows", () => {
  const { test: _, ...input } = smallInput;
  const evaluation = evaluate(input);
  expect([evaluation.heldOut, evaluation.testCounts]).toEqual([false, undefined]);
  expect(evaluation.scores).toEqual(evaluation.training);
});
