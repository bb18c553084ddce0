import { ClassError, DataError, ParameterError, ShapeError } from "@surprisal/contract";
import { describe, expect, test } from "vitest";
import {
  accuracy,
  brierScore,
  calibrationCurve,
  confusionMatrix,
  expectedCalibrationError,
  logLoss,
  precisionRecallFscore,
  rocAuc,
} from "../src/index.ts";

type Case = readonly [call: () => unknown, kind: new (message: string) => Error, message: string];

const cases: Record<string, readonly Case[]> = {
  accuracy: [
    [() => accuracy([1, 0], [1]), ShapeError, "accuracy: predicted has 2 entries, actual 1"],
    [() => accuracy([], []), DataError, "accuracy: predicted is empty, expected at least one entry"],
  ],
  confusionMatrix: [
    [() => confusionMatrix([1, 0], [1], 2), ShapeError, "confusionMatrix: predicted has 2 entries, actual 1"],
    [() => confusionMatrix([], [], 2), DataError, "confusionMatrix: predicted is empty"],
    [() => confusionMatrix([0, 2], [0, 1], 2), ClassError, "confusionMatrix: predicted[1] is 2, expected 0..1"],
    [() => confusionMatrix([0], [-1], 2), ClassError, "confusionMatrix: actual[0] is -1, expected 0..1"],
    [() => confusionMatrix([0], [0.5], 2), ClassError, "confusionMatrix: actual[0] is 0.5, expected 0..1"],
    [() => confusionMatrix([0], [0], 0), ParameterError, "classCount is 0, expected a whole number from 1"],
    [() => confusionMatrix([0], [0], 1.5), ParameterError, "classCount is 1.5"],
  ],
  precisionRecallFscore: [
    [
      () => precisionRecallFscore([1], [1, 0], 2),
      ShapeError,
      "precisionRecallFscore: predicted has 1 entries, actual 2",
    ],
    [() => precisionRecallFscore([], [], 2), DataError, "precisionRecallFscore: predicted is empty"],
    [() => precisionRecallFscore([0], [7], 2), ClassError, "precisionRecallFscore: actual[0] is 7, expected 0..1"],
    [() => precisionRecallFscore([9], [0], 2), ClassError, "precisionRecallFscore: predicted[0] is 9"],
    [() => precisionRecallFscore([0], [0], Number.NaN), ParameterError, "classCount is NaN"],
  ],
  rocAuc: [
    [() => rocAuc([0.5], [0, 1]), ShapeError, "rocAuc: scores has 1 entries, positive 2"],
    [() => rocAuc([], []), DataError, "rocAuc: scores is empty"],
    [() => rocAuc([0.5, 0.7], [1, 1]), DataError, "rocAuc: positive is 1 in every row, expected both 0 and 1"],
    [() => rocAuc([0.5, 0.7], [0, 0]), DataError, "rocAuc: positive is 0 in every row"],
    [() => rocAuc([0.5, Number.NaN], [0, 1]), DataError, "rocAuc: scores[1] is NaN, expected a number"],
    [() => rocAuc([0.5, 0.7], [0, 2]), ClassError, "rocAuc: positive[1] is 2, expected 0..1"],
  ],
};

for (const [unit, score] of Object.entries({ logLoss, brierScore })) {
  cases[unit] = [
    [
      () => score([0.5, 0.5, 1], [0], 2),
      ShapeError,
      `${unit}: probabilities has 3 entries, expected 2 (1 rows of 2 classes)`,
    ],
    [() => score([], [], 2), DataError, `${unit}: actual is empty`],
    [() => score([0.5, 0.5], [2], 2), ClassError, `${unit}: actual[0] is 2, expected 0..1`],
    [() => score([1.5, -0.5], [0], 2), DataError, `${unit}: probabilities[0] is 1.5, expected a number from 0 to 1`],
    [() => score([1, 0, Number.NaN, 1], [0, 0], 2), DataError, `${unit}: probabilities[2] is NaN`],
    [() => score([0.5, 0.5, 0.5, 0.49], [0, 0], 2), DataError, `${unit}: probabilities of row 1 sum to 0.99`],
    [() => score([0.333, 0.333, 0.333], [0], 3), DataError, "expected 1 within 0.00001"],
    [() => score([1], [0], -1), ParameterError, `${unit}: classCount is -1`],
  ];
}

for (const [unit, measure] of Object.entries({ calibrationCurve, expectedCalibrationError })) {
  cases[unit] = [
    [() => measure([0.5], [0, 1]), ShapeError, `${unit}: scores has 1 entries, positive 2`],
    [() => measure([], []), DataError, `${unit}: scores is empty`],
    [() => measure([0.5, 1.1], [0, 1]), DataError, `${unit}: scores[1] is 1.1, expected a number from 0 to 1`],
    [() => measure([0.5], [3]), ClassError, `${unit}: positive[0] is 3, expected 0..1`],
    [() => measure([0.5], [1], { bins: 0 }), ParameterError, `${unit}: bins is 0, expected a whole number from 1`],
    [
      // @ts-expect-error: no such strategy.
      () => measure([0.5], [1], { strategy: "kmeans" }),
      ParameterError,
      `${unit}: strategy is kmeans, expected "uniform" or "quantile"`,
    ],
  ];
}

describe.each(Object.entries(cases))("%s", (_, list) => {
  test.each(list)("%o: %o, %s", (call, kind, message) => {
    expect(call).toThrow(kind);
    expect(call).toThrow(message);
  });
});
