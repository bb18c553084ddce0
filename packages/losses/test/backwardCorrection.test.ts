import { ParameterError, ShapeError } from "@surprisal/contract";
import { tensor } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { backwardCorrection, crossEntropy, forwardCorrection } from "../src/index.ts";

const transition = [
  [0.7, 0.2, 0.1],
  [0.05, 0.9, 0.05],
  [0.3, 0.1, 0.6],
];
const logits = tensor([[2, 1, 0.1]], { dtype: "float64" });

test("the mean of the backward correction over labels is the cross-entropy of the true class", () => {
  const loss = backwardCorrection.with({ transition });
  const ofLabel = [0, 1, 2].map((label) => loss(logits, [label]).item());
  transition.forEach((row, trueClass) => {
    const mean = row.reduce((sum, p, label) => sum + p * (ofLabel[label] ?? 0), 0);
    expect(mean).toBeCloseTo(crossEntropy(logits, [trueClass]).item(), 12);
  });
});

test("without noise the corrections are cross-entropy", () => {
  const identity = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (const loss of [forwardCorrection, backwardCorrection]) {
    expect(loss.with({ transition: identity })(logits, [1]).item()).toBe(crossEntropy(logits, [1]).item());
  }
});

test("a matrix that needs rows to be exchanged is solved", () => {
  const swapped = [
    [0, 1, 0],
    [1, 0, 0],
    [0, 0, 1],
  ];
  expect(backwardCorrection.with({ transition: swapped })(logits, [1]).item()).toBe(crossEntropy(logits, [0]).item());
});

test.each([
  ["no matrix", () => forwardCorrection(logits, [0]), ParameterError, "forwardCorrection: transition is missing"],
  [
    "a matrix of another size",
    () => backwardCorrection.with({ transition: [[1]] })(logits, [0]),
    ShapeError,
    "backwardCorrection: transition has shape [1, 1], expected [3, 3]",
  ],
  [
    "a matrix that was transposed",
    () =>
      forwardCorrection.with({ transition: tensor(transition.map((_, j) => transition.map((row) => row[j] ?? 0))) })(
        logits,
        [0],
      ),
    ParameterError,
    "forwardCorrection: row 0 of transition adds up to",
  ],
  [
    "a matrix without an inverse",
    () => backwardCorrection.with({ transition: transition.map(() => [0.5, 0.3, 0.2]) })(logits, [0]),
    ParameterError,
    "backwardCorrection: transition has no inverse",
  ],
] as const)("%s is refused", (_, call, error, message) => {
  expect(call).toThrow(error);
  expect(call).toThrow(message);
});
