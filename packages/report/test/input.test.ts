import { ClassError, DataError, ShapeError } from "@surprisal/contract";
import { expect, test } from "vitest";
import { report, type ReportInput, type ReportRows } from "../src/index.ts";
import { smallInput } from "./smallInput.ts";

const withTest = (change: Partial<ReportRows>): ReportInput => ({
  ...smallInput,
  test: { ...smallInput.train, ...change },
});
const changed = (probabilities: Float64Array, i: number, value: number) => probabilities.with(i, value);

test.each([
  [{ ...smallInput, classes: ["apple"] }, DataError, "report: classes has 1 entries, expected 2 or more"],
  [withTest({ actual: new Int32Array() }), DataError, "report: test has no rows, expected at least one"],
  [
    { ...smallInput, train: { ...smallInput.train, probabilities: new Float64Array(11) } },
    ShapeError,
    "report: train.probabilities has 11 entries, expected 12",
  ],
  [withTest({ rowNumbers: new Int32Array(3) }), ShapeError, "report: test.rowNumbers has 3 entries, expected 4"],
  [withTest({ actual: Int32Array.of(0, 1, 3, 0) }), ClassError, "report: test.actual[2] is 3, expected 0..2"],
  [withTest({ actual: Int32Array.of(0, -1, 3, 0) }), ClassError, "report: test.actual[1] is -1, expected 0..2"],
  [
    withTest({ probabilities: changed(smallInput.train.probabilities, 5, Number.NaN) }),
    DataError,
    "report: test.probabilities[5] is NaN, expected a number from 0 to 1",
  ],
  [
    withTest({ probabilities: changed(smallInput.train.probabilities, 0, 1.5) }),
    DataError,
    "test.probabilities[0] is 1.5",
  ],
  [
    withTest({ probabilities: changed(smallInput.train.probabilities, 0, 0.5) }),
    DataError,
    "report: test.probabilities of row 0 sum to 0.75, expected 1",
  ],
] as const)("%#: %o", (input, kind, message) => {
  expect(() => report(input)).toThrow(kind);
  expect(() => report(input)).toThrow(message);
});
