import { moveAxis, reshape, tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";
import { ofClasses } from "./ofClasses.ts";

// A row is a row, wherever it stands: 2 × 4 rows of three classes are eight.

const logits = tensor(
  Float64Array.from({ length: 24 }, (_, i) => 2 * Math.sin(3 * i + 1)),
  { shape: [2, 4, 3] },
);
const classes = tensor(Int32Array.of(0, 2, 1, 1, 2, 0, 1, 2), { shape: [2, 4] });
const rows = (x: Tensor): Tensor => reshape(x, [8, -1]);
const list = reshape(classes, [8]);

function expectSame(got: Tensor, shape: readonly number[], expected: Tensor): void {
  expect(got.shape).toEqual(shape);
  expect(Array.from(got.data)).toEqual(Array.from(expected.data));
}

describe("losses of classes", () => {
  test.each(ofClasses)("%s", (_, loss) => {
    expectSame(loss(logits, classes), [2, 4], loss(rows(logits), list));
    expectSame(loss(moveAxis(logits, -1, 1), classes, { axis: 1 }), [2, 4], loss(rows(logits), list));
  });

  test("mixup, of classes in the same shape", () => {
    const others = tensor(Int32Array.of(1, 1, 0, 2, 2, 1, 0, 0), { shape: [2, 4] });
    const flat = losses.mixupCrossEntropy.with({ otherClasses: reshape(others, [8]) });
    expectSame(
      losses.mixupCrossEntropy.with({ otherClasses: others })(logits, classes),
      [2, 4],
      flat(rows(logits), list),
    );
  });
});

describe("losses of rows", () => {
  const targets = tensor(
    Float64Array.from({ length: 24 }, (_, i) => Number(Math.cos(5 * i) > 0)),
    { shape: [2, 4, 3] },
  );
  const ofRows = Object.values<unknown>(losses).filter((loss): loss is typeof losses.dice => {
    return typeof loss === "function" && "target" in loss && (loss.target as readonly string[]).includes("row");
  });

  test.each(ofRows)("$lossName", (loss) => {
    expectSame(loss(logits, targets), [2, 4], loss(rows(logits), rows(targets)));
  });
});

test("losses of a batch of classes take it in any shape", () => {
  const {
    conditionalOrdinalRegression,
    floodedCrossEntropy,
    hardExampleCrossEntropy,
    lovaszSoftmax,
    smallLossCrossEntropy,
  } = losses;
  for (const loss of [lovaszSoftmax, floodedCrossEntropy, hardExampleCrossEntropy, smallLossCrossEntropy])
    expect(loss(logits, classes).item()).toBeCloseTo(loss(rows(logits), list).item(), 14);
  expect(conditionalOrdinalRegression(logits, classes).item()).toBeCloseTo(
    conditionalOrdinalRegression(rows(logits), list).item(),
    14,
  );
});
